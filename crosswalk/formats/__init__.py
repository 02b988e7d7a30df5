"""Interchange formats: one module each, text in and values out, or values in and text out.

Inside, each imports only along these arrows::

    sssom_slots → sssom
    formulas → sheets
"""
