"""The check of workbooks on the page: what is dropped, how far it is, and the way back to it."""

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import clinic, reception
from dashboard.clinic import Seen, Ticket
from dashboard.language import Translator
from dashboard.ui import clinic_results
from dashboard.ui.tables import plain

TICKET, REFUSAL = "clinic", "clinic_refusal"  # keys of the session state: a code, never data
MEGABYTE = 2**20


def panel(_: Translator) -> None:
    """The place to drop workbooks, or the check that this visitor has under way or finished."""
    st.markdown(
        _(
            "Drop one to eleven workbooks: each row is judged as a build would judge it, and each workbook comes back "
            "with its cells marked. **Nothing is published by this check**: to publish, put the files among the "
            "sources and run `python -m etl build`."
        )
    )
    ticket = st.session_state.get(TICKET)
    seen = clinic.look(ticket.token) if ticket else None
    if ticket and seen is None:
        del st.session_state[TICKET]
        st.info(_("The results of the last check are gone: they are kept for one hour at most."))
    if ticket is None or seen is None:
        drop_zone(_)
    elif not seen.is_over:
        watched(ticket, _)
    else:
        say_outcome(seen, _)
        st.button(_("Check other workbooks"), on_click=let_go, key="clinic_again")
        if seen.findings:
            clinic_results.show(seen.findings, seen.language, _)


def drop_zone(_: Translator) -> None:
    """The form; it is emptied as soon as the files are handed over."""
    clinic.sweep()
    st.html(french_words(_))
    refusal = st.session_state.pop(REFUSAL, None)
    with st.form("clinic_form", clear_on_submit=True, border=False):
        uploads = st.file_uploader(
            _("Workbooks to check (xlsx, xls, ods or csv)"),
            type=list(reception.FORMATS),
            accept_multiple_files=True,
            key=f"clinic_files:{_.language}",
        )
        is_sent = st.form_submit_button(_("Check"), type="primary")
    if is_sent:
        begin(uploads, _)
    elif refusal:
        st.error(refusal_words(*refusal, _))


def begin(uploads: list[UploadedFile], _: Translator) -> None:
    """Hand the files over, and let Streamlit's own copies of them go."""
    try:
        files = [reception.Upload(upload.name, upload.getvalue()) for upload in uploads]
        st.session_state[TICKET] = clinic.start(files, _.language)
    except reception.NotReceived as refused:
        st.session_state[REFUSAL] = (refused.code, refused.name)
    run = get_script_run_ctx()
    for upload in uploads:
        # As Streamlit does itself for what is said into st.chat_input: else they stay as long as the session does.
        if run and isinstance(run.uploaded_file_mgr, MemoryUploadedFileManager):
            run.uploaded_file_mgr.remove_file(run.session_id, upload.file_id)
    st.rerun()


@st.fragment(run_every=1)
def watched(ticket: Ticket, _: Translator) -> None:
    """How far the check is, looked up every second; other visitors are served meanwhile, and this one may leave."""
    seen = clinic.look(ticket.token)
    if seen is None or seen.is_over:
        st.rerun()
    st.status(progress_words(seen, _), state="running", expanded=False)
    st.caption(_("You may open another page meanwhile and come back: the check goes on."))
    st.button(_("Stop this check"), on_click=let_go, key="clinic_stop")


def let_go() -> None:
    ticket = st.session_state.pop(TICKET, None)
    if ticket:
        clinic.drop(ticket.token)


def progress_words(seen: Seen, _: Translator) -> str:
    clock = f"{seen.seconds // 60}:{seen.seconds % 60:02d}"
    if seen.state == "waiting":
        return _("Waiting for a turn: two other checks are running ({clock})", clock=clock)
    if seen.state == "checking":
        return _.plural(
            "Step 1 of 2: {number} workbook is read and judged ({clock})",
            "Step 1 of 2: {number} workbooks are read and judged ({clock})",
            seen.files,
            clock=clock,
        )
    return _(
        "Step 2 of 2: problems are marked in the workbooks, {done} of {all} ({clock})",
        done=_.number(min(seen.marked, seen.files)),
        all=_.number(seen.files),
        clock=clock,
    )


def say_outcome(seen: Seen, _: Translator) -> None:
    reasons = {
        "timeout": _("The check was stopped after ten minutes. Split the largest workbook by month, and check again."),
        "stopped": _("The check stopped before its end. Try one workbook at a time, to find the one that it is."),
        "unreadable_answer": _("The check ended, but its report cannot be read. Check again, then tell the team."),
    }
    if seen.reason:
        st.error(reasons[seen.reason])
    elif seen.language != _.language:
        st.info(_("The remarks below are in the language in which the check was asked for."))


def refusal_words(code: str, name: str, _: Translator) -> str:
    """Why files were not taken in, and what to do."""
    most, largest = _.number(reception.MOST_FILES), _.number(reception.LARGEST // MEGABYTE)
    words = {
        "none": _("No workbook was chosen. Drop at least one, then press “Check”."),
        "too_many": _("More than {most} workbooks at once. Check them in several goes.", most=most),
        "format": _("“{name}” is not an xlsx, xls, ods or csv file. Save it as .xlsx.", name=plain(name)),
        "too_large": _(
            "“{name}” weighs more than {largest} MB. Split it by month or remove the sheets that are not needed.",
            name=plain(name),
            largest=largest,
        ),
        "too_large_together": _(
            "Together these workbooks weigh more than {largest} MB. Check them in several goes.",
            largest=_.number(reception.LARGEST_TOGETHER // MEGABYTE),
        ),
        "busy": _("Too many checks are waiting on this machine. Try again in a few minutes."),
    }
    return words[code]


def french_words(_: Translator) -> str:
    """The words of the drop zone: Streamlit writes its own in English, whatever the page speaks."""
    zone = '[data-testid="stFileUploaderDropzone"]'
    button, bounds = _("Choose files"), _("or drop them here, {largest} MB each at most", largest=50)
    refused = _("not taken: format or size")
    return f"""<style>
    {zone} [data-testid="stFileUploaderDropzoneInstructions"] span {{ display: none }}
    {zone} [data-testid="stFileUploaderDropzoneInstructions"]::after {{
        content: "{bounds}"; font-size: 0.875rem; opacity: 0.8 }}
    {zone} > span button p {{ display: none }}
    {zone} > span button [data-testid="stMarkdownContainer"]::after {{ content: "{button}" }}
    [data-testid="stFileChip"][aria-invalid="true"]::after {{ content: "{refused}"; font-size: 0.8rem }}
    [data-testid="stTooltipErrorContent"] {{ font-size: 0 }}
    [data-testid="stTooltipErrorContent"]::after {{ content: "{refused}"; font-size: 0.8rem }}
    </style>"""
