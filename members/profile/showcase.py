"""All that a company shows on its page, read in one query: a page has twelve for everything."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet, Value
from django.db.models.functions import JSONObject

from members.companies.models import Company
from members.profile.models import Link, Machine, Photo, Product, ProductPhoto, ProductStage, Stage, Term

Row = dict[str, Any]

_PICTURE = ("id", "large", "small", "width", "height", "small_width", "small_height", "alt")


_TERM = {"id": "term_id", "product_id": "product_id"} | {
    name: f"term__{name}" for name in ("kind", "name", "slug")
}


# What is read: the model, the way from it to the company, and the columns.
_PARTS: dict[str, tuple[type[Model], str, dict[str, str]]] = {
    name: (model, to_company, columns if isinstance(columns, dict) else {one: one for one in columns})
    for name, model, to_company, columns in (
        ("product", Product, "company", ("id", "name", "line", "position")),
        ("picture", ProductPhoto, "product__company", ("product_id", *_PICTURE)),
        ("stage", ProductStage, "product__company", ("id", "product_id", "stage")),
        ("term", Product.terms.through, "product__company", _TERM),
        ("machine", Machine, "company", ("id", "name", "line", "term_id", "position")),
        ("photo", Photo, "company", ("position", *_PICTURE)),
        ("link", Link, "company", ("id", "label", "url", "position")),
    )
}


def load_showcase(company: Company) -> None:
    """Fill in products (with terms, stages, photo), machines, photos and links as `prefetch_related` would:
    after this `company.products.all()` and the like ask nothing."""
    rows = _rows_of(company)
    for name, model in (("machines", Machine), ("photos", Photo), ("links", Link)):
        _fill_prefetch_cache(
            company, name, [model(company=company, **row) for row in rows[model.__name__.lower()]]
        )
    products = [Product(company=company, **row) for row in rows["product"]]
    photos = {row["product_id"]: ProductPhoto(**row) for row in rows["picture"]}
    for product in products:
        product._state.fields_cache["photo"] = photos.get(product.pk)
        _fill_prefetch_cache(product, "terms", [Term(**row) for row in _belonging(rows["term"], product)])
        stages = [ProductStage(product=product, **row) for row in _belonging(rows["stage"], product)]
        _fill_prefetch_cache(product, "stages", sorted(stages, key=lambda one: Stage.values.index(one.stage)))
    _fill_prefetch_cache(company, "products", products)


def stage_row(products: Iterable[Product]) -> list[tuple[str, bool]]:
    """Every stage in the life of a product, and whether the company does it; empty where it names none."""
    own = {one.stage for product in products for one in product.stages.all()}
    return [(str(stage.label), stage.value in own) for stage in Stage] if own else []


def _rows_of(company: Company) -> dict[str, list[Row]]:
    first, *others = (
        model._default_manager.filter(**{to_company: company})
        .order_by()
        .values_list(Value(name), JSONObject(**columns))
        for name, (model, to_company, columns) in _PARTS.items()
    )
    rows: dict[str, list[Row]] = {name: [] for name in _PARTS}
    for name, row in first.union(*others, all=True):
        rows[name].append(row)
    for some in rows.values():
        some.sort(key=_order)
    return rows


def _order(row: Row) -> tuple[Any, ...]:
    """By position where there is one; terms by kind, what is made first, and name."""
    if "kind" in row:
        return Term.Kind.values.index(row["kind"]), row["name"], row["id"]
    return row.get("position", 0), row["id"]


def _belonging(rows: list[Row], product: Product) -> list[Row]:
    return [
        {name: value for name, value in row.items() if name != "product_id"}
        for row in rows
        if row["product_id"] == product.pk
    ]


def _fill_prefetch_cache(owner: Model, name: str, found: list[Any]) -> None:
    """What `owner.<name>.all()` answers from now on."""
    answer: QuerySet = getattr(owner, name).all()
    answer._result_cache = found
    answer._prefetch_done = True  # type: ignore[attr-defined]
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = answer
