"""Querysets that keep unpublished records, and references to them, out of the tables."""

from django.db.models import OuterRef, QuerySet, Subquery


def links(owners: QuerySet, name: str, targets: QuerySet) -> QuerySet:
    """Return the through rows of the many-to-many field `name` that link one of `owners` to one of `targets`.

    Does not check publication: the caller must pass published querysets.
    """
    relation = owners.model._meta.get_field(name)
    near, far = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    return relation.remote_field.through._default_manager.filter(**{f"{near}__in": owners, f"{far}__in": targets})


def key_if_public(name: str, targets: QuerySet) -> Subquery:
    """Return a subquery: the natural key of the record that the foreign key `name` refers to, or None if `targets` lacks it.

    Does not check publication: the caller must pass a published queryset.
    """
    return Subquery(targets.filter(pk=OuterRef(name)).values(targets.model.natural_key_field)[:1])
