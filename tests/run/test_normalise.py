"""The one form of an executed chapter."""

import nbformat.v4 as v4

from kamlib.run.normalise import normalise, text_of


def executed(**changes):
    html = f"<style>#T_{changes.get('styler', 'ab12f')}_row0_col0 {{color: red}}</style>"
    html += f'<td id="T_{changes.get("styler", "ab12f")}_row0_col0">1</td>'
    cell = v4.new_code_cell(
        "show()", id="show", execution_count=changes.get("count", 4),
        metadata={"tags": ["step"], "execution": {"started": changes.get("time", "noon")}, "papermill": {}},
        outputs=[
            v4.new_output("stream", name="stdout", text="a"),
            v4.new_output("stream", name="stdout", text="b\n"),
            v4.new_output(
                "execute_result", execution_count=changes.get("count", 4),
                data={
                    "text/html": html, "image/png": "AAAA",
                    "text/plain": f"<Thing at 0x7f{changes.get('address', '0012ab34')}>",
                    "application/vnd.jupyter.widget-view+json": {"model_id": changes.get("model", "1")},
                },
            ),
        ],
    )  # fmt: skip
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("# 02 Who?", id="title"), cell])
    notebook.metadata = {
        "papermill": {"end": changes.get("time", "noon")}, "widgets": {"state": {}},
        "language_info": {"name": "python", "version": changes.get("version", "3.11.9")},
    }  # fmt: skip
    return notebook


def test_two_runs_with_the_same_results_are_the_same_to_the_byte():
    other = executed(styler="99fe0", count=17, time="later", address="ffff0000", model="2", version="3.13.0")
    assert text_of(normalise(executed(), folders={})) == text_of(normalise(other, folders={}))


def test_results_tags_ids_and_pictures_stay():
    cell = normalise(executed(), folders={}).cells[1]
    assert (cell.id, cell.metadata, cell.execution_count) == ("show", {"tags": ["step"]}, 1)
    assert cell.outputs[0].text == "ab\n"
    assert cell.outputs[1].data["image/png"] == "AAAA"
    assert cell.outputs[1].data["text/html"].count("T_00000_row0_col0") == 2


def test_the_form_of_the_form_is_itself():
    once = normalise(executed(), folders={})
    assert text_of(normalise(once, folders={})) == text_of(once)


def test_its_input_stays_as_it_is():
    notebook = executed()
    before = text_of(notebook)
    normalise(notebook, folders={})
    assert text_of(notebook) == before


def test_folders_of_a_machine_are_written_as_they_are_known_to_readers():
    cell = v4.new_code_cell("x", id="x", outputs=[
        v4.new_output("stream", name="stdout", text="/home/ann/study/input/sales.csv and /home/ann/x")
    ])  # fmt: skip
    result = normalise(v4.new_notebook(cells=[cell]), folders={"/home/ann": "~", "/home/ann/study/": ""})
    assert result.cells[0].outputs[0].text == "input/sales.csv and ~/x"


def test_different_styled_tables_keep_different_ids():
    cell = v4.new_code_cell("x", id="x", outputs=[
        v4.new_output("display_data", data={"text/html": '<a id="T_aaaaa_x"/><a id="T_bbbbb_x"/>'})
    ])  # fmt: skip
    html = normalise(v4.new_notebook(cells=[cell]), folders={}).cells[0].outputs[0].data["text/html"]
    assert html == '<a id="T_00000_x"/><a id="T_00001_x"/>'
