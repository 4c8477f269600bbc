"""The notice that goes with records under 42 CFR part 2, in the words that the regulation prescribes.

Both texts are those of 42 CFR 2.32(a) as amended in 2024 (89 FR 12472), which is in the public domain.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from relapse_cli.model.record import Record

NoticeLength = Literal["long", "short", "none"]
_COUNTRY = "us"

SHORT = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
LONG = (
    "This record which has been disclosed to you is protected by Federal confidentiality rules (42 CFR "
    "part 2). These rules prohibit you from using or disclosing this record, or testimony that "
    "describes the information contained in this record, in any civil, criminal, administrative, or "
    "legislative proceedings by any Federal, State, or local authority, against the patient, unless "
    "authorized by the consent of the patient, except as provided at 42 CFR 2.12(c)(5) or as authorized "
    "by a court in accordance with 42 CFR 2.64 or 2.65. In addition, the Federal rules prohibit you "
    "from making any other use or disclosure of this record unless at least one of the following "
    "applies: (i) Further use or disclosure is expressly permitted by the written consent of the "
    "individual whose information is being disclosed in this record or as otherwise permitted by 42 CFR "
    "part 2. (ii) You are a covered entity or business associate and have received the record for "
    "treatment, payment, or health care operations, or (iii) You have received the record from a "
    "covered entity or business associate as permitted by 45 CFR part 164, subparts A and E. A general "
    "authorization for the release of medical or other information is NOT sufficient to meet the "
    "required elements of written consent to further use or redisclose the record (see 42 CFR 2.31)."
)
_TEXTS: dict[NoticeLength, str] = {"long": LONG, "short": SHORT, "none": ""}


def notice_text(wanted: NoticeLength | None, records: Iterable[Record], profile: str | None) -> str:
    """The notice for records that leave; empty for none.

    Args:
        wanted: what was asked for; otherwise the country decides.
        records: what leaves; one from the United States is enough.
        profile: the profile that is set, for records that carry none.
    """
    if wanted is not None:
        return _TEXTS[wanted]
    countries = {record.profile.id if record.profile else profile for record in records}
    return SHORT if _COUNTRY in countries else ""
