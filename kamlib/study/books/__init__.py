"""Workbooks that people keep for an account: dossier, buying centre, plan, meetings.

Unlike a form, which is sent and collected, such a workbook is where the answers live:
``judgement/dossiers/<account>/dossier.xlsx``. It is made anew whenever the template or the data change, and
whatever somebody typed into it stays. `place` says where it is, `records` what its pages look like, `book`
reads one, `carry` puts its answers into a new form, `make` writes it, `tables` reads all of a study.
"""

from kamlib.study.books.book import Book, read_book
from kamlib.study.books.make import Change, Made, make_book
from kamlib.study.books.place import AccountForm, account_folder, book_path
from kamlib.study.books.records import fields_page, records_page
from kamlib.study.books.tables import Books, read_books
