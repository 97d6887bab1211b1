"""The facts of the document in words, for the band of the explore page and the page of the plan."""

from __future__ import annotations

from dataclasses import dataclass

from geo.i18n.dates import written_date
from geo.schema.rows import in_language
from geo.ui.state.session import Page


@dataclass(frozen=True)
class DocumentFacts:
    """What the plan is, in the language of the page."""

    title: str
    number: str
    date: str
    departments: str
    period: str


def document_facts(page: Page) -> DocumentFacts:
    """Title, number, date, departments and period of the plan."""
    plan = page.catalog.database.manifest["document"]
    return DocumentFacts(
        title=in_language(plan, "title", page.lang),
        number=plan["document_number"],
        date=written_date(page.lang, plan["date"]),
        departments=page.text("plan.departments", count=page.catalog.plan.sizes()["departments"]),
        period=page.text("plan.period", first=plan["period_start"], last=plan["period_end"]),
    )


def sizes(page: Page) -> str:
    """How many places the plan names, and how many parts it has: `62 places · 18 tasks · …`."""
    counts = page.catalog.plan.sizes()
    parts = (
        page.text("plan.places", count=counts["places"]),
        page.text("plan.tasks", count=counts["tasks"]),
        page.text("plan.boxes", count=counts["boxes"]),
        page.text("plan.groups", count=counts["groups"]),
    )
    return " · ".join(parts)
