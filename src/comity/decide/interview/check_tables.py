"""What there is to look at on each paper, in the words of the interview. The forms are those in use since
2017 (I-247A of 3/17, I-200, I-205, I-138).
"""

from __future__ import annotations

from collections.abc import Mapping

from comity.decide.interview.check import Check, CheckChoice

_OF_THE_PERSON = (
    "subject_to_detainer",
    "detainer_shows_probable_cause",
    "final_removal_order",
    "removal_order_accompanies_detainer",
)


def _yes_no(
    name: str,
    asks: str,
    where: str,
    *,
    warning: str,
    withdraws: tuple[str, ...] = (),
    attribute: str | None = None,
) -> Check:
    key = attribute or name
    return Check(
        id=name,
        asks=asks,
        where=where,
        choices=(
            CheckChoice(id="yes", means="yes", attributes={key: True}),
            CheckChoice(
                id="no",
                means="no",
                attributes={key: False},
                withdraws=withdraws,
                warning=warning,
            ),
        ),
    )


_WRONG_PERSON = (
    "The paper does not match the person: nothing that it says can be taken as said of this person. "
    "Ask the sender before doing anything on it."
)

_SIGNED = _yes_no(
    "signed",
    "Is the paper signed?",
    "the signature line, usually at the foot of the first page",
    warning="Nobody has signed the paper: it shows no decision of anyone. Ask the sender for a signed one.",
    withdraws=("detainer_shows_probable_cause", "final_removal_order"),
)
_SERVED = _yes_no(
    "served",
    "Was a copy given to the person?",
    "the lines on service, or the file",
    warning="No copy was given to the person. Find out whether the law of the place asks for one.",
)
_NAMES_PERSON = _yes_no(
    "names_person",
    "Is it about this person: do name, date of birth and numbers match the booking record?",
    "the name at the head of the paper, held against the booking record",
    warning=_WRONG_PERSON,
    withdraws=_OF_THE_PERSON,
)

_NOT_A_JUDGE = (
    "A paper that no judge signed is not a judge's warrant, whatever its title. "
    "Take it for what it is: an I-200 or I-205 is signed by an immigration officer."
)
_IMMIGRATION_JUDGE = (
    "An immigration judge is an official of the Department of Justice, not a judge of a court: "
    "where the law asks for a judge's warrant, this may not count."
)

_CLERK = (
    "A clerk's signature is not a judge's: where the law asks for a judge's warrant, "
    "look for the judge's signature or order behind it."
)

_ISSUER = Check(
    id="issuer",
    asks="Who signed it?",
    where="the signature at the foot of the paper and the title printed under it; the name of the court at its head",
    choices=(
        CheckChoice(
            id="federal_judge",
            means="a United States District Judge",
            attributes={"issuer": "federal_judge"},
        ),
        CheckChoice(
            id="federal_magistrate",
            means="a United States Magistrate Judge",
            attributes={"issuer": "federal_magistrate"},
        ),
        CheckChoice(
            id="state_judge",
            means="a judge or magistrate of a state court",
            attributes={"issuer": "state_judge"},
        ),
        CheckChoice(
            id="court_clerk",
            means="a clerk of a court",
            attributes={"issuer": "court_clerk"},
            warning=_CLERK,
        ),
        CheckChoice(
            id="immigration_judge",
            means="an immigration judge",
            attributes={"issuer": "immigration_judge"},
            no_kind=True,
            warning=_IMMIGRATION_JUDGE,
        ),
        CheckChoice(
            id="immigration_officer",
            means="an immigration officer (ICE, CBP, Homeland Security)",
            attributes={"issuer": "immigration_officer"},
            no_kind=True,
            warning=_NOT_A_JUDGE,
        ),
        CheckChoice(
            id="other_officer",
            means="another officer or agent",
            attributes={"issuer": "other_officer"},
            no_kind=True,
            warning=_NOT_A_JUDGE,
        ),
    ),
)
_EFFECT = Check(
    id="effect",
    asks="What does it order?",
    where="the sentence that begins `You are commanded` or the like",
    choices=(
        CheckChoice(
            id="take_into_custody",
            means="to arrest a person or take a person into custody",
            attributes={"effect": "take_into_custody"},
        ),
        CheckChoice(id="search", means="to search a place", attributes={"effect": "search"}),
        CheckChoice(
            id="produce_records",
            means="to produce records or things",
            attributes={"effect": "produce_records"},
        ),
        CheckChoice(id="appear", means="to appear before a court", attributes={"effect": "appear"}),
        CheckChoice(
            id="interview",
            means="to let a person be interviewed",
            attributes={"effect": "interview"},
        ),
        CheckChoice(id="other", means="something else", attributes={"effect": "other"}),
    ),
)
_MATTER = Check(
    id="matter",
    asks="What is it about?",
    where="the offence or statute that it names, often beside the case number",
    choices=(
        CheckChoice(
            id="criminal_immigration",
            means="a federal immigration crime (for instance 8 U.S.C. 1324, 1325 or 1326)",
            attributes={"matter": "criminal_immigration"},
        ),
        CheckChoice(
            id="federal_criminal",
            means="another federal crime",
            attributes={"matter": "federal_criminal"},
        ),
        CheckChoice(
            id="state_criminal",
            means="a crime under the law of a state",
            attributes={"matter": "state_criminal"},
        ),
        CheckChoice(
            id="civil_immigration",
            means="civil immigration: removal, deportation, unlawful presence",
            attributes={"matter": "civil_immigration"},
        ),
        CheckChoice(id="other", means="something else", attributes={"matter": "other"}),
    ),
)

BY_ATTRIBUTE: Mapping[str, Check] = {
    "issuer": _ISSUER,
    "effect": _EFFECT,
    "matter": _MATTER,
    "names_person": _NAMES_PERSON,
    "signed": _SIGNED,
    "served": _SERVED,
}
"""What is asked of a paper for which no check of its own is written, by document attribute."""

_I_247A = (
    _yes_no(
        "signed",
        "Is the form signed by an immigration officer?",
        "page 1, under the requests: name, title and signature of the immigration officer",
        warning=(
            "The form is not signed: it shows no decision of an officer. "
            "Ask the sender for a signed form."
        ),
        withdraws=("detainer_shows_probable_cause",),
    ),
    _yes_no(
        "names_person",
        _NAMES_PERSON.asks,
        "page 1, at the head: name of the alien, date of birth, citizenship, file number",
        warning=_WRONG_PERSON,
        withdraws=_OF_THE_PERSON,
    ),
    Check(
        id="box",
        asks="Which box of the form is ticked?",
        where="page 1, sections 1 and 2",
        choices=(
            CheckChoice(
                id="section_1",
                means="a box of section 1 (probable cause that the person is removable)",
                facts={"detainer_shows_probable_cause": True},
            ),
            CheckChoice(
                id="section_2",
                means="the box of section 2 (Homeland Security lent the person for a case here)",
                warning=(
                    "Section 2 claims no probable cause: it says that Homeland Security handed the "
                    "person over for a proceeding here and means to take the person back."
                ),
            ),
            CheckChoice(
                id="none",
                means="none",
                warning=(
                    "No box is ticked: the form does not say on what it rests. "
                    "Ask the sender to complete it."
                ),
            ),
        ),
    ),
    Check(
        id="attached",
        asks="Is an administrative warrant attached?",
        where="the pages behind the form: Form I-200 or Form I-205",
        choices=(
            CheckChoice(id="i_200", means="yes, a Form I-200", adds=("i_200",)),
            CheckChoice(id="i_205", means="yes, a Form I-205", adds=("i_205",)),
            CheckChoice(id="both", means="yes, both", adds=("i_200", "i_205")),
            CheckChoice(
                id="none",
                means="no",
                warning=(
                    "No administrative warrant came with the detainer. The practice of the "
                    "immigration agency since April 2017 is to send one with it."
                ),
            ),
        ),
    ),
    _yes_no(
        "served",
        "Was a copy of the form served on the person?",
        "page 1, at the foot: `This form was served upon the alien on ...`",
        warning=(
            "The form says of itself that it takes effect only once a copy is served on the person. "
            "No copy was."
        ),
    ),
)
_I_200 = (
    _yes_no(
        "signed",
        "Is it signed by an immigration officer?",
        "page 1, above `Signature of Authorized Immigration Officer`; no court is named on it",
        warning="The form is not signed: it shows no decision of an officer. Ask for a signed one.",
    ),
    _yes_no(
        "names_person",
        _NAMES_PERSON.asks,
        "page 1: the name in the middle of the form and the file number at its head",
        warning=_WRONG_PERSON,
        withdraws=_OF_THE_PERSON,
    ),
    _yes_no(
        "served",
        "Was it served on the person?",
        "page 1, at the foot: `Certificate of Service`",
        warning="The certificate of service is empty: nothing shows that the person was served.",
    ),
)
_I_205 = (
    _yes_no(
        "signed",
        "Is it signed by an immigration officer?",
        "page 1, at the foot: signature and title of the immigration officer; no court is named on it",
        warning="The form is not signed: it shows no decision of an officer. Ask for a signed one.",
        withdraws=("final_removal_order",),
    ),
    _yes_no(
        "names_person",
        _NAMES_PERSON.asks,
        "page 1: full name and file number; page 2: photograph and fingerprint",
        warning=_WRONG_PERSON,
        withdraws=_OF_THE_PERSON,
    ),
)
_SUBPOENA = (
    _yes_no(
        "names_person",
        "Does it name the person or the records that are asked for?",
        "the lines that say what is to be produced, and when",
        warning="The subpoena does not name what is asked for. Ask counsel what it reaches.",
    ),
    _yes_no(
        "served",
        "Was it served on the agency in the way that its law asks for?",
        "the certificate of service, and the agency's own rules",
        warning="Nothing shows that the subpoena was served. Ask counsel before answering it.",
    ),
)
_COURT_SIGNERS = tuple(
    one for one in _ISSUER.choices if one.id not in ("immigration_judge", "other_officer")
)
_CALLER = Check(
    id="verified",
    asks="Do you know that it comes from an immigration officer?",
    where="the sender's government address, or a call back to the agency's published number",
    choices=(
        CheckChoice(id="yes", means="yes", facts={"request_from_immigration_authority": True}),
        CheckChoice(
            id="no",
            means="no",
            no_kind=True,
            withdraws=("request_from_immigration_authority", "recipient_kind"),
            warning=(
                "Nobody has shown that an immigration officer is asking. "
                "Call back the agency's published number before saying anything about a person."
            ),
        ),
    ),
)
_WRITTEN = Check(
    id="written",
    asks="Is it in writing?",
    where="the message itself; a note of a call is not a writing of the caller",
    choices=(
        CheckChoice(id="yes", means="yes, an e-mail or letter", facts={"request_written": True}),
        CheckChoice(id="no", means="no, a call", facts={"request_written": False}),
    ),
)
_OFFICER = Check(
    id="verified",
    asks="Has the officer shown a badge and credentials of an immigration agency?",
    where="the badge and the card with name, photograph and agency",
    choices=(
        CheckChoice(id="yes", means="yes", facts={"request_from_immigration_authority": True}),
        CheckChoice(
            id="no",
            means="no",
            withdraws=("request_from_immigration_authority", "recipient_kind"),
            warning=(
                "Nobody has shown that an immigration officer is asking. "
                "Ask for credentials, and call the agency's published number."
            ),
        ),
    ),
)

CHECKS: Mapping[str, tuple[Check, ...]] = {
    "i_247a": _I_247A,
    "i_200": _I_200,
    "i_205": _I_205,
    "judicial_warrant": (_ISSUER, _EFFECT, _MATTER, _NAMES_PERSON),
    "judicial_subpoena": (
        Check(id="issuer", asks=_ISSUER.asks, where=_ISSUER.where, choices=_COURT_SIGNERS),
        _MATTER,
        *_SUBPOENA,
    ),
    "administrative_subpoena": (_SIGNED, *_SUBPOENA),
    "call_or_email": (
        _CALLER,
        _WRITTEN,
        Check(
            id="matter",
            asks=_MATTER.asks,
            where="the message, or what the caller says",
            choices=_MATTER.choices,
        ),
    ),
    "officer_at_counter": (_OFFICER,),
    "court_order": (_ISSUER, _EFFECT, _MATTER, _NAMES_PERSON),
}
"""The checks of a paper, by kind of document (or, where there is no document, by the paper's own id)."""
