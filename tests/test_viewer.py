"""The pages without a browser: what they show, in which words, and that text from the data stays text."""

from __future__ import annotations

import json
import os
import socket
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from crosswalk import open_graph, words
from crosswalk.api import Record
from crosswalk.errors import NoFreePort
from crosswalk.viewer import SCRIPT, claims, coverage, launch, phrases, rubric, sections, tree
from crosswalk.viewer.markup import join
from crosswalk.viewer.state import href


class Reading(HTMLParser):
    """What a piece of HTML says and where it leads."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())


def opened(page: str = "overview", **parameters: str) -> AppTest:
    """A page as a link with these parameters opens it."""
    app = AppTest.from_file(SCRIPT, default_timeout=60)
    app.run()
    if page != "overview":
        app.switch_page(f"app_pages/{page}.py")
    for name, value in parameters.items():
        app.query_params[name.rstrip("_")] = value
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> Reading:
    """The HTML of a page, all of it."""
    return Reading("\n".join(str(part.value) for part in app.html if "<style>" not in str(part.value)))


# Pages


def test_the_overview_counts_what_the_graph_holds_and_tells_unreviewed_from_unmapped() -> None:
    graph, page = open_graph(), shown(opened())
    frameworks = graph.records("list_frameworks")
    assert f"{len(frameworks)}frameworks" in page.text
    assert f"{len(graph.records('filter_mappings'))}claims" in page.text
    reviewed = [r for r in graph.records("count_matrix") if r["from_framework"] != r["to_framework"] and r["reviewed"]]
    assert reviewed
    for row in reviewed:
        assert f"{row['mapped']} of {row['statements']} mapped" in page.text
    unreviewed = len(frameworks) * (len(frameworks) - 1) - len(reviewed)
    assert page.said.count("not reviewed") == unreviewed
    assert graph.version[:12] in page.text


@pytest.mark.parametrize(
    ("page", "parameters"),
    [
        ("standard", {"id": "foo"}),
        ("framework", {"id": "foo"}),
        ("graph", {"id": "foo"}),
        ("mapping", {"a": "foo", "b": "ais-psi:3.4"}),
    ],
)
def test_an_identifier_that_nothing_is_near_is_told_without_a_command(page: str, parameters: dict[str, str]) -> None:
    (told,) = opened(page, **parameters).warning
    assert told.value.replace("\\", "") == "There is no statement or framework 'foo'."


def test_a_framework_named_as_a_statement_is_told_how_its_statements_are_written() -> None:
    (told,) = opened("standard", id="ais-psi").warning
    assert "write ais-psi:" in told.value.replace("\\", "")


def test_the_overview_says_what_should_be_known_of_added_data(monkeypatch: pytest.MonkeyPatch) -> None:
    from crosswalk.api import CrosswalkGraph

    assert "data that was added" not in shown(opened()).text
    monkeypatch.setattr(CrosswalkGraph, "notes", ("<b> could not be read.",))
    page = shown(opened())
    assert "About the data that was added<b> could not be read." in page.text


def test_every_link_of_the_overview_leads_to_a_page_that_answers() -> None:
    kinds: dict[tuple[str, ...], tuple[str, dict[str, str]]] = {}
    for link in shown(opened()).links:
        path, _, query = link.partition("?")
        parameters = dict(part.split("=", 1) for part in query.split("&") if part)
        kinds[path, *parameters, parameters.get("view", ""), parameters.get("name", "")] = (path, parameters)
    assert {path for path, _ in kinds.values()} == {
        ".",
        "standards",
        "standard",
        "framework",
        "crosswalk",
        "query",
        "about",
    }
    for path, parameters in kinds.values():
        app = opened({"crosswalk": "pair", ".": "overview"}.get(path, path), **parameters)
        assert not app.error and not app.warning, parameters


def test_the_record_shows_each_claim_with_its_words_its_author_and_what_it_was_read_from() -> None:
    page = shown(opened("standard", id="ais-psi:3.4"))
    view = open_graph().statement("ais-psi:3.4")
    shorts = ["iste-coaches-2011:3d", *(f"ib-psp-2014:{code}" for code in ("B2.8", "C3.10", "C3.11", "C3.15"))]
    assert {claim["other"] for claim in view.mappings if claim["kind"] == "xw:printed"} == set(shorts)
    for claim in view.mappings:
        assert f"{phrases.code(claim['other'])} {claim['other_label']}" in page.text
        assert href("standard", id=claim["other"]) in page.links
        assert str(claim["author_label"]) in page.text
        assert str(claim["reason"] or "") in page.text
        assert f"Confidence{phrases.confidence(claim['confidence'])}" in page.text
        if claim["start"]:
            assert f"from character {claim['start']:,} of the document" in page.text
    assert page.text.count("(ISTE 3d / IB B2.8, C3.10, C3.11, C3.15)") == 5
    relation = words.RELATIONS["skos:mappingRelation"]
    assert page.text.count(relation.definition) == 5
    assert page.said.count(relation.words) == 5
    assert view.iri in page.text
    assert str(view.facts["rights"]) in page.text
    for cell in view.rubric:
        assert str(cell["criterion_label"]) in page.text


def test_the_record_of_the_other_end_shows_the_same_claim() -> None:
    page = shown(opened("standard", id="iste-coaches-2011:3d"))
    assert href("standard", id="ais-psi:3.4") in page.links
    assert "(ISTE 3d / IB B2.8" in page.text


def test_a_printed_claim_that_is_denied_is_called_disputed_before_both_claims() -> None:
    graph = open_graph()
    disputed = graph.statement("ais-psi:3.4").disagreements()
    page = shown(opened("standard", id="ais-psi:3.4"))
    assert disputed
    for author in disputed.values():
        assert words.disagreement(author) in page.text
    assert page.text.count("(disputed)") == len(disputed)


def test_a_search_without_counterpart_is_shown_as_such() -> None:
    graph = open_graph()
    searched = next(row for row in graph.records("filter_mappings") if row["object"] == "sssom:NoTermFound")
    page = shown(opened("standard", id=str(searched["subject"])))
    assert words.NOTHING_FOUND.definition in page.text
    assert str(searched["reason"]) in page.text
    assert "NoTermFound" not in page.text


def test_the_record_lists_printed_codes_that_point_at_nothing_with_the_nearest() -> None:
    page = shown(opened("standard", id="ais-psi:2.3"))
    (missing,) = open_graph().statement("ais-psi:2.3").unresolved
    assert "Printed codes that point at nothing" in page.text
    assert words.VERDICTS["xw:outOfRange"].words in page.text
    for near in str(missing["nearest"]).split():
        assert href("standard", id=near) in page.links


def test_an_unknown_identifier_names_the_nearest_and_is_no_error_page() -> None:
    app = opened("standard", id="ais-psi:3.44")
    assert "There is no statement" in app.warning[0].value
    assert href("standard", id="ais-psi:3.4") in shown(app).links


def test_a_code_alone_lists_its_candidates() -> None:
    app = opened("standard", id="1a")
    known = {str(r["identifier"]) for r in open_graph().records("list_identifiers") if r["notation"] == "1a"}
    assert known and {href("standard", id=short) for short in known} <= set(shown(app).links)
    assert "without its framework" in app.warning[0].value


def test_words_that_are_no_identifier_are_searched() -> None:
    assert href("standard", id="ais-psi:3.4") in shown(opened("standard", id="assistive")).links


def test_a_framework_asked_for_as_a_statement_gets_a_sentence() -> None:
    assert "names a framework" in opened("standard", id="ais-psi").warning[0].value


def test_a_typo_finds_the_statement_and_a_framework_narrows_the_search() -> None:
    assert href("standard", id="ais-psi:3.4") in shown(opened("standards", q="asistive")).links[:8]
    narrowed = [a for a in shown(opened("standards", q="technolgy", fw="iste-coaches-2011")).links if "id=" in a]
    assert narrowed and all("id=iste-coaches-2011:" in link for link in narrowed)


@pytest.mark.parametrize("framework", ["ib-psp-2014", "ais-psi", "cis-2016-revised"])
def test_the_page_of_a_framework_says_what_is_known_of_it(framework: str) -> None:
    graph, page = open_graph(), shown(opened("framework", id=framework))
    row = next(row for row in graph.records("list_frameworks") if row["framework"] == framework)
    for column in ("label", "title", "publisher", "rights", "source", "note", "level_label"):
        assert row[column] and str(row[column]) in page.text, column
    assert f"Year{row['issued'] or 'not established'}" in page.text
    assert f"How well known{phrases.named(phrases.VERIFICATIONS[str(row['verification'])])}." in page.text
    assert f"coverage counts its {row['at_level']}" in page.text
    assert href("standards", fw=framework) in page.links


def test_the_page_of_a_framework_counts_its_statements_by_kind() -> None:
    graph, page = open_graph(), shown(opened("framework", id="ais-psi"))
    held = [graph.statement(str(r["statement"])) for r in graph.records("list_statements", in_framework="ais-psi")]
    kinds = [str(view.facts["type_label"]) for view in held]
    for kind in set(kinds):
        assert f"{kind}{kinds.count(kind)}" in page.text, kind
    assert f"{len(held)} statements: " in page.text


def test_the_page_of_a_framework_counts_coverage_both_ways_and_tells_unreviewed_from_unmapped() -> None:
    graph, page = open_graph(), shown(opened("framework", id="ib-psp-2014"))
    around = [r for r in graph.records("count_matrix")
              if (r["from_framework"] == "ib-psp-2014") != (r["to_framework"] == "ib-psp-2014")]  # fmt: skip
    reviewed = [row for row in around if row["reviewed"]]
    assert page.said.count("not reviewed") == len(around) - len(reviewed) > 0
    for row in reviewed:
        assert f"{row['mapped']} of {row['statements']} mapped" in page.text
        assert href("crosswalk", from_=row["from_framework"], to=row["to_framework"]) in page.links
    assert {href("framework", id=row["to_framework"]) for row in around} <= {*page.links, "framework?id=ib-psp-2014"}


def test_what_was_examined_in_a_framework_without_a_match_is_not_called_unreviewed() -> None:
    row: Record = {"reviewed": 2, "mapped": 0, "statements": 4, "claims": 0}
    said = [Reading(join(coverage.cell(each, "a", "b"))).text for each in (row, {**row, "reviewed": 0}, None)]
    assert said == ["0 of 4 mapped (0%, 0 claims)", "not reviewed", "not reviewed"]


def test_the_page_of_a_framework_tells_which_editions_before_and_after_it_are_held() -> None:
    page = shown(opened("framework", id="ib-psp-2014"))
    assert "IB programme standards and practices 2011 – known as an edition; its statements are not held" in page.text
    assert "IB programme standards and practices 2020 – its statements are held: what changed." in page.text
    assert href("query", name="list_changes", older="ib-psp-2014", newer="ib-psp-2020") in page.links
    assert "No edition before it is known here." in shown(opened("framework", id="ais-psi")).text


def test_an_iri_opens_the_page_of_its_framework() -> None:
    short, full = (shown(opened("framework", id=id_)) for id_ in ("mps-itl", open_graph().resolve("mps-itl").value))
    assert short.text == full.text


def test_an_address_that_names_no_framework_gets_a_sentence_and_ways_on() -> None:
    app = opened("framework", id="ib-psp-204")
    assert "did you mean ib-psp-2014" in app.warning[0].value.replace("\\", "")
    assert href("framework", id="ib-psp-2014") in shown(app).links
    assert href("standard", id="ais-psi:3.4") in shown(opened("framework", id="assistive")).links
    assert href("standard", id="ais-psi:3.4") in shown(opened("framework", id="3.4")).links
    statement = opened("framework", id="ais-psi:3.4")
    assert "names no framework" in statement.warning[0].value
    assert href("standard", id="ais-psi:3.4") in shown(statement).links
    edition = opened("framework", id="cis-2024")
    assert "its statements are not held here" in edition.warning[0].value
    assert href("framework", id="cis-2016-revised") in shown(edition).links
    assert href("framework", id="ais-psi") in shown(opened("framework")).links


def test_matrix_headings_and_breadcrumb_lead_to_the_page_of_the_framework() -> None:
    for page, parameters in (("overview", {}), ("standards", {}), ("standards", {"fw": "ais-psi"}),
                             ("standard", {"id": "ais-psi:3.4"})):  # fmt: skip
        assert href("framework", id="ais-psi") in shown(opened(page, **parameters)).links, page


def test_a_search_without_result_says_what_to_do() -> None:
    assert "Nothing found" in shown(opened("standards", q="zzzzqqqq")).text


def test_an_unknown_framework_in_the_address_gets_a_sentence() -> None:
    assert "nowhere" in opened("standards", fw="nowhere").warning[0].value
    assert "nowhere" in opened("pair", from_="nowhere", to="ais-psi").warning[0].value


def test_the_tree_holds_every_statement_of_its_framework(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tree.Tree] = []
    monkeypatch.setattr(tree, "show", lambda trees, key: drawn.extend(trees))
    opened("standards", fw="ib-psp-2014")
    held = [row["statement"] for row in open_graph().records("list_statements", in_framework="ib-psp-2014")]
    assert [node.id for node in drawn[-1].nodes] == held
    assert drawn[-1].address == href("standard", id="x")[:-1]


def test_the_matrix_counts_each_pair_once() -> None:
    page = shown(opened("pair", from_="ais-psi", to="ib-psp-2014", view="sections"))
    rows = open_graph().records("list_mappings", from_framework="ais-psi", to_framework="ib-psp-2014")
    counted = sum(int(said.split()[0]) for said in page.said if said.endswith((" pair", " pairs")))
    assert counted == len({(row["subject"], row["object"]) for row in rows if not row["denied"]})


def test_a_pair_that_is_only_denied_is_not_counted_and_one_claimed_twice_counts_once() -> None:
    row = {"subject_section": "a:1", "object_section": "b:1", "subject": "a:1.1", "object": "b:1.1", "denied": False}
    rows = [
        {**row, "relation": "skos:closeMatch"},
        {**row, "relation": "skos:mappingRelation"},
        {**row, "relation": "skos:closeMatch", "object": "b:1.2", "denied": True},
        {**row, "relation": None, "object": None, "denied": None},
    ]
    assert sections.pairs_by_section(rows) == {("a:1", "b:1"): (1, 0)}
    denied = {**row, "relation": "skos:relatedMatch", "denied": True}
    assert sections.pairs_by_section([*rows, denied]) == {("a:1", "b:1"): (1, 1)}


def test_the_gaps_go_both_ways_and_say_whether_anybody_looked() -> None:
    page = shown(opened("pair", from_="ib-psp-2014", to="ais-psi", view="gaps"))
    for start, end in (("ib-psp-2014", "ais-psi"), ("ais-psi", "ib-psp-2014")):
        gaps = open_graph().records("list_gaps", from_framework=start, to_framework=end)
        unseen = sum(row["reviewed"] == "not reviewed" for row in gaps)
        assert (
            f"{unseen} not reviewed: nobody has looked yet. {len(gaps) - unseen} examined without a match" in page.text
        )
        for gap in gaps:
            assert href("standard", id=gap["statement"]) in page.links


def test_a_framework_without_gaps_says_so() -> None:
    matrix = open_graph().records("count_matrix")
    full = next(row for row in matrix if row["mapped"] == row["statements"])
    page = shown(opened("pair", from_=str(full["from_framework"]), to=str(full["to_framework"]), view="gaps"))
    assert f"A claim relates every statement of {full['from_label']}" in page.text


def test_coverage_shows_the_share_of_each_section() -> None:
    page = shown(opened("pair", from_="ib-psp-2014", to="ais-psi", view="coverage"))
    for row in open_graph().records("measure_coverage", from_framework="ib-psp-2014", to_framework="ais-psi"):
        assert f"{row['label']}" in page.text
        assert f"{float(str(row['share'])):.0%}" in page.text


def test_a_pair_without_claims_or_with_one_framework_twice_says_what_to_do() -> None:
    assert "choose another pair" in shown(opened("pair", from_="ais-psi", to="cis-2016-revised")).text
    assert "choose another framework" in shown(opened("pair", from_="ais-psi", to="ais-psi")).text
    assert "these are the pairs" in opened("pair", from_="ais-psi", to="ib-psp-2014", view="x").warning[0].value


def test_every_question_of_the_library_opens_with_its_fields() -> None:
    app = opened("query")
    for query in open_graph().library():
        app.query_params["name"] = query.name
        app.run()
        assert not app.exception
        assert not app.warning and not app.error, query.name
        fields = [field.label for field in (*app.text_input, *app.selectbox)]
        for parameter in query.parameters:
            assert any(label.startswith(parameter.name) for label in fields), query.name


def test_no_parameter_of_the_library_takes_a_name_that_the_address_uses() -> None:
    taken = {"name", "q", "way"}
    assert not [query.name for query in open_graph().library() if taken & {p.name for p in query.parameters}]


def test_a_question_answers_with_rows_a_count_and_its_duration() -> None:
    app = opened("query", name="list_gaps", from_framework="ib-psp-2014", to_framework="ais-psi")
    rows = open_graph().records("list_gaps", from_framework="ib-psp-2014", to_framework="ais-psi")
    assert list(app.dataframe[0].value["statement"]) == [row["statement"] for row in rows]
    assert f"{len(rows)} rows in " in shown(app).text


def test_a_form_writes_what_was_entered_into_the_address() -> None:
    app = opened("query", name="list_citing_statements")
    app.text_input[0].set_value("ib-psp-2014:B2.8")
    app.button[0].click().run()
    assert app.query_params["cited"] == "ib-psp-2014:B2.8"
    assert len(app.dataframe[0].value)


def test_a_wrong_parameter_gets_the_sentence_of_its_error() -> None:
    app = opened("query", name="list_citing_statements", cited="ib-psp-2014:B99")
    assert "There is no statement" in app.error[0].value
    assert "There is no query" in opened("query", name="nothing").warning[0].value


def test_sparql_in_the_address_is_asked_under_limits() -> None:
    app = opened("query", q="SELECT ?s { ?s skos:notation '3.4' }")
    assert len(app.dataframe[0].value) >= 1
    assert "at most 10,000 rows" in shown(app).text
    assert "line 1" in opened("query", q="SELECT ?s {").error[0].value
    assert "SERVICE" in opened("query", q="SELECT * { SERVICE <http://a.b/> { ?s ?p ?o } }").error[0].value
    assert "Yes" in shown(opened("query", q="ASK { ?s skos:notation '3.4' }")).text


def test_values_of_several_types_in_one_column_are_shown(caplog: pytest.LogCaptureFixture) -> None:
    app = opened("query", q="SELECT ?v { VALUES ?v { 1 true 'a' } }")
    assert sorted(app.dataframe[0].value["v"]) == ["1", "True", "a"]
    assert "unsuccessful" not in caplog.text


def test_what_goes_wrong_inside_a_page_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from crosswalk.api import CrosswalkGraph

    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(CrosswalkGraph, "statement", broken)
    app = opened("standard", id="ais-psi:3.4")
    assert "could not be shown" in app.error[0].value
    assert "secret" not in app.error[0].value


# Words


@pytest.mark.parametrize("relation", words.RELATIONS)
def test_a_relation_reads_rightly_from_either_end(relation: str) -> None:
    view = open_graph().statement("ais-psi:3.4").mappings[0]
    out = Reading(claims.claim({**view, "relation": relation, "direction": "out"})).text
    turned = Reading(claims.claim({**view, "relation": relation, "direction": "in"})).text
    other = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}.get(relation, relation)
    assert words.RELATIONS[relation].words in out and words.RELATIONS[relation].definition in out
    assert words.RELATIONS[other].words in turned and words.RELATIONS[other].definition in turned


def test_a_denied_claim_says_so_in_words() -> None:
    view = open_graph().statement("ais-psi:3.4").mappings[0]
    said = Reading(claims.claim({**view, "denied": True, "relation": "skos:exactMatch", "confidence": 0.75})).text
    assert f"{words.DENIED.words}: {words.RELATIONS['skos:exactMatch'].words}" in said
    assert words.DENIED.definition in said and words.RELATIONS["skos:exactMatch"].definition not in said
    assert "0.75 of 1" in said


def test_no_sign_of_a_relation_stands_without_its_words() -> None:
    for relation in words.RELATIONS.values():
        badge = claims.relation_badge(relation)
        assert f'<span aria-hidden="true">{relation.sign} </span>{relation.words}' in badge


def test_confidence_that_is_not_stated_is_not_certainty() -> None:
    assert [phrases.confidence(value) for value in (None, 1, 0.5)] == ["not stated", "1 of 1", "0.5 of 1"]


def test_everything_that_the_graph_names_has_plain_words() -> None:
    graph = open_graph()
    for claim in graph.records("filter_mappings"):
        assert claim["relation"] in words.RELATIONS
        assert claim["status"] in words.STATUSES
    for statement in graph.records("list_statements"):
        assert statement["verification"] in phrases.VERIFICATIONS


# Addresses


@given(st.text(min_size=1))
def test_an_address_gives_back_its_parameters(value: str) -> None:
    from urllib.parse import parse_qs

    try:
        value.encode()
    except UnicodeEncodeError:
        return
    path, _, query = href("standard", id=value, from_="a", none=None).partition("?")
    assert path == "standard"
    assert parse_qs(query, keep_blank_values=True) == {"id": [value], "from": ["a"]}


def test_an_address_of_a_statement_stays_readable() -> None:
    assert href("standard", id="ais-psi:3.4") == "standard?id=ais-psi:3.4"
    assert (href("standards"), href("")) == ("standards", ".")


def test_a_rubric_cell_without_wording_says_so() -> None:
    cells = open_graph().statement("ais-psi:3.4").rubric
    assert "The wording is not held here." in rubric.rubric([{**cell, "text": None} for cell in cells])


# Starting


def test_a_port_that_is_taken_is_refused_by_a_sentence_and_passed_over_when_none_is_asked_for() -> None:
    with socket.socket() as taken:
        taken.bind((launch.ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(NoFreePort, match=f"Port {port} .* give another --port"):
            launch.free_port(port)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(launch, "FIRST_PORT", port)
            assert launch.free_port(None) > port
            patch.setattr(launch, "_TRIED", 1)
            with pytest.raises(NoFreePort, match="all taken"):
                launch.free_port(None)


def test_the_settings_are_passed_explicitly_and_keep_every_request_here() -> None:
    from streamlit import config

    settings = launch.configuration(launch.Place("127.0.0.1", 8600, "127.0.0.1"))
    assert settings["server.address"] == "127.0.0.1"
    assert settings["server.port"] == 8600
    assert settings["server.allowedHosts"] == ["127.0.0.1", "::1", "localhost"]
    assert settings["browser.gatherUsageStats"] is False
    assert settings["client.showErrorLinks"] is False
    assert settings["client.showErrorDetails"] == "none"
    assert settings["theme.dark.primaryColor"] != settings["theme.light.primaryColor"]
    assert set(settings) <= set(config._config_options_template)
    public = launch.configuration(launch.Place("0.0.0.0", 8600, "crosswalk.example.org"))
    assert {"crosswalk.example.org", "127.0.0.1"} < set(public["server.allowedHosts"])


def test_the_browser_is_opened_only_where_there_is_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    import webbrowser

    opened_: list[str] = []
    announced: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened_.append)
    monkeypatch.setattr(launch, "_has_screen", lambda: False)
    launch._greet("http://x", True, announced.append)
    monkeypatch.setattr(launch, "_has_screen", lambda: True)
    launch._greet("http://y", False, announced.append)
    launch._greet("http://z", True, announced.append)
    assert (opened_, announced) == (["http://z"], ["http://x", "http://y", "http://z"])


def test_streamlit_finds_the_app_without_importing_it() -> None:
    from pathlib import Path

    from streamlit.web.server.app_discovery import discover_asgi_app

    found = discover_asgi_app(Path(os.path.dirname(SCRIPT)).parent.parent / "app.py")
    assert found.is_asgi_app and found.app_name == "app"


def test_the_navigator_script_is_of_this_folder_and_asks_nobody() -> None:
    from crosswalk.viewer.navigator import _script

    for word in ("fetch(", "XMLHttpRequest", "import(", "http://", "https://", "innerHTML", "eval("):
        assert word not in _script()
    assert json.dumps(_script())


def test_a_search_says_how_many_it_found_and_shows_the_rest_when_asked() -> None:
    found = open_graph().search("learning", limit=10_000)
    assert len(found) > 20
    first = shown(opened("standards", q="learning"))
    assert f"These are the first 20 of {len(found)}." in first.text
    assert "standards?q=learning&show=all" in first.links
    whole = shown(opened("standards", q="learning", show="all"))
    assert [f"standard?id={hit.short}" for hit in found] == [at for at in whole.links if at.startswith("standard?")]
    assert "These are the first" not in whole.text
