"""The viewer: pages that show what the library queries answer. Nothing here computes; everything comes from `api`.

Inside, left may not import right:

    language → markup, phrases, state, tables, navigator, bundles, writing
    language, shared, markup → labels → hits, tree, derived, rubric, citations, trails, report_lines, report_preview
    labels, navigator → retirement → app_pages
    labels → frame → hits
    labels → statement_evidence
    language → titles → frame, door, main, app_pages
    language, labels, shared, markup → whose → frame, downloads, about, mapped, statement_files, app_pages
    labels → claims, about, rubrics, pairs
    language → sorting, mapping_rows, mapping_set, filters, standings, taking, beside
    labels → mapped, evidence_worklist, growth_goals, problems, evidence_record, app_pages
    labels → growth_rating, growth_profile
    markup → drawing, editor
    language → catalogue
    bundles → launch, drawing, editor
    prompt → launch, main
    people → sign_in → shared, doorkeeper → launch
    language, markup, people → door
    shared, door → main
    setting → shared, main, launch
    shared → editor, downloads
    frame, drawing, downloads → answer
    answer, editor, snippets, turns → asking
    answer, derived → about → statement_files → app_pages
    downloads, navigator → statement_files
    coverage → glossary → app_pages
    derived → rubrics → app_pages
    derived, drawing → mapped → app_pages
    markup, state → sorting → tables
    sorting → mapped, about, pairing, filters, derived, evidence_register, evidence_worklist, report_lines
    language, markup, state, navigator, tables → paging → derived, pairs, evidence_register, statement_evidence
    derived → evidence_worklist
    markup, phrases, state, shared → tables, downloads, navigator → frame, tree, hits, citations, rubric, coverage
    markup, phrases, state, shared → tables, downloads, navigator → trails
    citations → claims
    frame, claims → derived, filters → pairs → pairing → sections → app_pages
    markup, phrases, shared → mapping_rows → filters, mapping_set → taking → pairs → beside → app_pages
    derived → reaching → pairing
    derived → migrating → app_pages
    downloads → taking
    mapping_rows, tree → standings → beside
    asking → app_pages
    tree, hits, rubric, coverage, trails → app_pages → main
    markup, phrases, state, shared, tables, navigator → statement_evidence → app_pages
    frame → writing → evidence_form, evidence_import, evidence_worklist → app_pages
    frame → report_choices, report_lines, report_preview → app_pages
    evidence_form → evidence_record → app_pages
    frame → evidence_register → app_pages
    writing → problems → app_pages
    writing → growth_rating, growth_goals → app_pages
    report_preview → growth_profile → app_pages
"""

from __future__ import annotations

import os

#: The script that Streamlit runs for every visit; the same in a clone and in an installed package.
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "main.py")
