"""The one list model, as Qt wants a model to be, and handed out by the window."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from ujuzi.ui.rows.model import WINDOW, RowModel
from ujuzi.ui.rows.row import Row


def model_of(count: int) -> RowModel:
    model = RowModel()
    model.set_rows([Row("Heading"), *(Row(f"Row {n}", key=n) for n in range(count - 1))])
    return model


def test_it_is_a_model_as_qt_wants_it(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model_of(3 * WINDOW))


def test_a_long_list_is_handed_out_by_the_window() -> None:
    model = model_of(2 * WINDOW + 1)
    assert model.rowCount() == WINDOW
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 2 * WINDOW + 1
    assert not model.canFetchMore(QModelIndex())


def test_a_heading_cannot_be_chosen_and_a_row_can() -> None:
    model = model_of(2)
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_a_screen_reader_hears_all_that_a_row_says() -> None:
    model = RowModel()
    model.set_rows([Row("Who decides?", key=1, detail="Lesson", trailing="Done")])
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Who decides?, Lesson, Done"


def test_new_rows_take_the_place_of_all_others() -> None:
    model = model_of(50)
    model.set_rows([Row("One", key=1)])
    assert model.rowCount() == 1
