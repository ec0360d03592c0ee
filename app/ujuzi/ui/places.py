"""The places of the window, in one table: the rail, the keys and the way to each page read it.

To add a page: its destination in `shell/destinations.py`, a function here that imports and makes
it, and a row. What stands in the rail does so in the order of the rows.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ujuzi.domain.event import LearnerId
from ujuzi.ui.shell.destinations import (
    ToAnnouncements,
    ToAppeal,
    ToAssessments,
    ToCampus,
    ToCampusAnnouncements,
    ToCampusComputer,
    ToCertificate,
    ToCertificates,
    ToCheck,
    ToCohort,
    ToCollect,
    ToCollectionReceipt,
    ToCompetencies,
    ToComputers,
    ToCourse,
    ToFirstStart,
    ToHelp,
    ToLeadersReports,
    ToLearn,
    ToNotes,
    ToOffice,
    ToPeople,
    ToPerson,
    ToProgress,
    ToQuiz,
    ToReader,
    ToReports,
    ToRosterImport,
    ToSearch,
    ToSelfAssessment,
    ToSettings,
    ToSignIn,
    ToSitting,
    ToSlips,
    ToSync,
)
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.place import (
    CoordinatorsPlace,
    LearnersPlace,
    OpenPlace,
    Surroundings,
    Who,
)

translate = QCoreApplication.translate

# A page is imported when it is first visited; those that people go to from Learn, and that take
# long, once Learn has been shown.


def _first_start(around: Surroundings) -> Page[ToFirstStart]:
    from ujuzi.ui.door.first_start import FirstStartPage

    page = FirstStartPage(around.jobs, around.interpreter)
    page.signed_in.connect(around.sign_in)
    return page


def load_door() -> None:
    """Load the page with which most starts begin, ahead of its visit."""
    import ujuzi.ui.door.sign_in  # noqa: F401


def _sign_in(around: Surroundings) -> Page[ToSignIn]:
    from ujuzi.ui.door.sign_in import SignInPage

    page = SignInPage(around.jobs, around.interpreter)
    page.signed_in.connect(around.sign_in)
    return page


def _learn(around: Surroundings, learner: LearnerId) -> Page[ToLearn]:
    from ujuzi.ui.learn.learn import LearnPage

    return LearnPage(around.jobs, learner)


def _announcements(around: Surroundings, learner: LearnerId) -> Page[ToAnnouncements]:
    from ujuzi.ui.learn.announcements_page import AnnouncementsPage

    return AnnouncementsPage(around.jobs, learner)


def _course(around: Surroundings, learner: LearnerId) -> Page[ToCourse]:
    from ujuzi.ui.learn.course import CoursePage

    return CoursePage(around.jobs, learner)


def _load_course() -> None:
    import ujuzi.ui.learn.course  # noqa: F401 - ahead of its first visit


def _search(around: Surroundings, _learner: LearnerId) -> Page[ToSearch]:
    from ujuzi.ui.learn.search import SearchPage

    return SearchPage(around.jobs)


def _reader(around: Surroundings, learner: LearnerId) -> Page[ToReader]:
    from ujuzi.ui.read.reader import ReaderPage

    return ReaderPage(around.jobs, learner, around.watch)


def _load_reader() -> None:
    import ujuzi.ui.read.reader  # noqa: F401 - ahead of its first visit


def _quiz(around: Surroundings, learner: LearnerId) -> Page[ToQuiz]:
    from ujuzi.ui.practise.quiz import QuizPage

    return QuizPage(around.jobs, learner, around.watch)


def _load_quiz() -> None:
    import ujuzi.ui.practise.quiz  # noqa: F401 - ahead of its first visit


def _progress(around: Surroundings, learner: LearnerId) -> Page[ToProgress]:
    from ujuzi.ui.me.progress import ProgressPage

    return ProgressPage(around.jobs, learner)


def _competencies(around: Surroundings, learner: LearnerId) -> Page[ToCompetencies]:
    from ujuzi.ui.competencies.competencies_page import CompetenciesPage

    return CompetenciesPage(around.jobs, learner)


def _self_assessment(around: Surroundings, learner: LearnerId) -> Page[ToSelfAssessment]:
    from ujuzi.ui.competencies.self_assessment import SelfAssessmentPage

    return SelfAssessmentPage(around.jobs, learner)


def _assessments(around: Surroundings, learner: LearnerId) -> Page[ToAssessments]:
    from ujuzi.ui.assess.assessments import AssessmentsPage

    return AssessmentsPage(around.jobs, learner)


def _appeal(around: Surroundings, learner: LearnerId) -> Page[ToAppeal]:
    from ujuzi.ui.assess.appeal import AppealPage

    return AppealPage(around.jobs, learner)


def _sitting(around: Surroundings, learner: LearnerId) -> Page[ToSitting]:
    from ujuzi.ui.assess.sitting import SittingPage

    return SittingPage(around.jobs, learner)


def _certificates(around: Surroundings, learner: LearnerId) -> Page[ToCertificates]:
    from ujuzi.ui.certify.certificates import CertificatesPage

    return CertificatesPage(around.jobs, learner)


def _certificate(around: Surroundings, learner: LearnerId) -> Page[ToCertificate]:
    from ujuzi.ui.certify.certificate import CertificatePage

    return CertificatePage(around.jobs, learner)


def _check(around: Surroundings) -> Page[ToCheck]:
    from ujuzi.ui.certify.check import CheckPage

    return CheckPage(around.jobs)


def _notes(around: Surroundings, learner: LearnerId) -> Page[ToNotes]:
    from ujuzi.ui.me.notes import NotesPage

    return NotesPage(around.jobs, learner)


def _sync(around: Surroundings, _learner: LearnerId) -> Page[ToSync]:
    from ujuzi.ui.delivery.sync_page import SyncPage

    return SyncPage(around.jobs, around.courier)


def _campus(around: Surroundings, learner: LearnerId) -> Page[ToCampus]:
    from ujuzi.ui.campus.week_page import WeekPage

    return WeekPage(around.jobs, learner)


def _announce(around: Surroundings, learner: LearnerId) -> Page[ToCampusAnnouncements]:
    from ujuzi.ui.campus.announce_page import AnnouncePage

    return AnnouncePage(around.jobs, learner)


def _collect(around: Surroundings, learner: LearnerId) -> Page[ToCollect]:
    from ujuzi.ui.campus.collect_page import CollectPage

    return CollectPage(around.jobs, around.courier, learner=learner)


def _computers(around: Surroundings, _learner: LearnerId) -> Page[ToComputers]:
    from ujuzi.ui.campus.computers_page import ComputersPage

    return ComputersPage(around.jobs)


def _campus_computer(around: Surroundings, learner: LearnerId) -> Page[ToCampusComputer]:
    from ujuzi.ui.campus.computer_page import ComputerPage

    return ComputerPage(around.jobs, learner)


def _office(around: Surroundings, learner: LearnerId) -> Page[ToOffice]:
    from ujuzi.ui.campus.office_page import OfficePage

    return OfficePage(around.jobs, learner)


def _collection_receipt(around: Surroundings, learner: LearnerId) -> Page[ToCollectionReceipt]:
    from ujuzi.ui.campus.receipt_page import ReceiptPage

    return ReceiptPage(around.jobs, learner)


def _reports(around: Surroundings, learner: LearnerId) -> Page[ToReports]:
    from ujuzi.ui.campus.reports_page import ReportsPage

    return ReportsPage(around.jobs, learner)


def _people(around: Surroundings, learner: LearnerId) -> Page[ToPeople]:
    from ujuzi.ui.campus.people_page import PeoplePage

    return PeoplePage(around.jobs, learner)


def _person(around: Surroundings, learner: LearnerId) -> Page[ToPerson]:
    from ujuzi.ui.campus.person_page import PersonPage

    return PersonPage(around.jobs, learner)


def _roster_import(around: Surroundings, learner: LearnerId) -> Page[ToRosterImport]:
    from ujuzi.ui.campus.roster_import_page import RosterImportPage

    return RosterImportPage(around.jobs, learner)


def _cohort(around: Surroundings, learner: LearnerId) -> Page[ToCohort]:
    from ujuzi.ui.campus.cohort_page import CohortPage

    return CohortPage(around.jobs, learner)


def _slips(around: Surroundings, learner: LearnerId) -> Page[ToSlips]:
    from ujuzi.ui.campus.slips_page import SlipsPage

    return SlipsPage(around.jobs, learner)


def _leaders_reports(around: Surroundings, learner: LearnerId) -> Page[ToLeadersReports]:
    from ujuzi.ui.campus.leaders_page import LeadersReportsPage

    return LeadersReportsPage(around.jobs, learner)


def _help(around: Surroundings) -> Page[ToHelp]:
    from ujuzi.ui.me.help_page import HelpPage

    return HelpPage(around.interpreter)


def _settings(around: Surroundings, learner: LearnerId) -> Page[ToSettings]:
    from ujuzi.ui.me.settings import SettingsPage

    return SettingsPage(around.jobs, learner)


# Without a type of its own the checker compares each row's destination with what its page shows.
PLACES = (
    OpenPlace(to=ToFirstStart, make=_first_start, who=Who.NOBODY),
    OpenPlace(to=ToSignIn, make=_sign_in, who=Who.NOBODY),
    LearnersPlace(
        to=ToLearn,
        make=_learn,
        icon="learn",
        label=lambda: translate("Rail", "Learn"),
        shortcuts=("Ctrl+1",),
        tells_seat=True,
    ),
    LearnersPlace(
        to=ToSearch,
        make=_search,
        icon="search",
        label=lambda: translate("Rail", "Search"),
        shortcuts=("Ctrl+2", "Ctrl+Shift+F"),
    ),
    LearnersPlace(
        to=ToProgress,
        make=_progress,
        icon="progress",
        label=lambda: translate("Rail", "My progress"),
        shortcuts=("Ctrl+3",),
        tells_seat=True,
    ),
    LearnersPlace(
        to=ToCompetencies,
        make=_competencies,
        icon="competencies",
        label=lambda: translate("Rail", "Competencies"),
        shortcuts=("Ctrl+4",),
    ),
    LearnersPlace(
        to=ToAssessments,
        make=_assessments,
        icon="assessments",
        label=lambda: translate("Rail", "Assessments"),
        shortcuts=("Ctrl+5",),
    ),
    LearnersPlace(
        to=ToCertificates,
        make=_certificates,
        icon="certificates",
        label=lambda: translate("Rail", "Certificates"),
        shortcuts=("Ctrl+6",),
        tells_seat=True,
    ),
    LearnersPlace(
        to=ToNotes,
        make=_notes,
        icon="notes",
        label=lambda: translate("Rail", "Notes"),
        shortcuts=("Ctrl+7",),
        tells_seat=True,
    ),
    LearnersPlace(
        to=ToSync,
        make=_sync,
        icon="sync",
        label=lambda: translate("Rail", "Sync"),
        shortcuts=("Ctrl+8",),
        tells_seat=True,
    ),
    CoordinatorsPlace(
        to=ToCampus,
        make=_campus,
        icon="campus",
        label=lambda: translate("Rail", "Campus"),
        shortcuts=("Ctrl+Shift+C",),
    ),
    OpenPlace(
        to=ToHelp,
        make=_help,
        icon="help",
        label=lambda: translate("Rail", "Help"),
        shortcuts=("Ctrl+9", "F1"),
    ),
    LearnersPlace(
        to=ToSettings,
        make=_settings,
        icon="settings",
        label=lambda: translate("Rail", "Settings"),
        shortcuts=("Ctrl+,",),
    ),
    LearnersPlace(to=ToReader, make=_reader, load=_load_reader, within=ToLearn),
    LearnersPlace(to=ToCourse, make=_course, load=_load_course, within=ToLearn),
    LearnersPlace(to=ToQuiz, make=_quiz, load=_load_quiz, within=ToLearn),
    LearnersPlace(to=ToSelfAssessment, make=_self_assessment, within=ToCompetencies),
    LearnersPlace(to=ToAppeal, make=_appeal, within=ToAssessments),
    LearnersPlace(to=ToAnnouncements, make=_announcements, within=ToLearn),
    LearnersPlace(to=ToSitting, make=_sitting, within=ToAssessments),
    LearnersPlace(to=ToLeadersReports, make=_leaders_reports, within=ToSettings),
    CoordinatorsPlace(to=ToCollect, make=_collect, within=ToCampus),
    CoordinatorsPlace(to=ToComputers, make=_computers, within=ToCampus),
    CoordinatorsPlace(to=ToCampusComputer, make=_campus_computer, within=ToCampus),
    CoordinatorsPlace(to=ToReports, make=_reports, within=ToCampus),
    CoordinatorsPlace(to=ToPeople, make=_people, within=ToCampus),
    CoordinatorsPlace(to=ToPerson, make=_person, within=ToCampus),
    CoordinatorsPlace(to=ToRosterImport, make=_roster_import, within=ToCampus),
    CoordinatorsPlace(to=ToCohort, make=_cohort, within=ToCampus),
    CoordinatorsPlace(to=ToSlips, make=_slips, within=ToCampus),
    CoordinatorsPlace(to=ToCampusAnnouncements, make=_announce, within=ToCampus),
    CoordinatorsPlace(to=ToOffice, make=_office, within=ToCampus),
    CoordinatorsPlace(to=ToCollectionReceipt, make=_collection_receipt, within=ToCampus),
    LearnersPlace(to=ToCertificate, make=_certificate, within=ToCertificates),
    OpenPlace(to=ToCheck, make=_check, within=ToCertificates),
)
