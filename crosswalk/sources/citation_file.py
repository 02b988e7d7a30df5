"""How to cite the data set: what ``CITATION.cff`` says, as a line and for BibTeX, with the version of the data."""

from __future__ import annotations

from typing import NamedTuple

#: Where the data set will be found by its name; the base of all its identifiers.
ADDRESS = "https://w3id.org/standards-crosswalk/"


class Cited(NamedTuple):
    """The data set as the file describes it."""

    title: str
    authors: tuple[str, ...]
    version: str
    license: str


def read(text: str) -> Cited:
    """The data set among the references of a citation file (Citation File Format 1.2.0). Raises StopIteration."""
    import yaml

    data = next(one for one in yaml.safe_load(text)["references"] if one["type"] == "data")
    return Cited(data["title"], tuple(one["name"] for one in data["authors"]), str(data["version"]), data["license"])


def sentence(data: Cited, version: str, about: str = "") -> str:
    """A citation in a line, of the data set or of what in it `about` says; `version` is the data version."""
    what = f"{about}. In: {data.title}" if about else data.title
    said = f"{what}, version {data.version} (data version {version}) [Data set]"
    return f"{', '.join(data.authors)}. {said}. {data.license}. {ADDRESS}"


def bibtex(data: Cited, version: str) -> str:
    """The same for BibTeX."""
    fields = {
        "author": " and ".join(f"{{{name}}}" for name in data.authors),
        "title": f"{{{data.title}}}",
        "version": f"{data.version}, data version {version}",
        "note": f"Data set, {data.license}",
        "url": ADDRESS,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{standards-crosswalk,\n{lines}}}\n"
