"""Starts the viewer: ``streamlit run app.py``; ``crosswalk app`` does the same with the settings passed explicitly."""

from __future__ import annotations

import streamlit as st

from crosswalk.viewer import SCRIPT, sign_in
from crosswalk.viewer.bundles import routes
from crosswalk.viewer.doorkeeper import middleware
from crosswalk.viewer.prompt import lifespan

team = sign_in.current()
# A plain call under this name: `streamlit run` looks for it in the text of the file, without importing it.
app = st.App(SCRIPT, routes=routes(), lifespan=lifespan, middleware=middleware(team), secrets=sign_in.secrets(team))
