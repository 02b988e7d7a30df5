"""The pages, one script each; Streamlit runs them anew on every visit."""
