"""Documents into values: what a printed text says, read by rules that are written down, with nothing lost on the way.

Everything here is a pure function from text to values of `crosswalk.model`; only the caller opens files. The modules
import each other along these arrows alone, right from left::

    document, citations → outline
    document, outline, repairs → rubric_table
    citations, georgia_numbering → resolution
    citations → short_forms → citing
    resolution → citing
    labels, rubric_table → completeness
    completeness, resolution → growth_model → printed_mappings
    document → lettered_lines → lettered_profile
    completeness → lettered_profile
"""
