"""Querysets that keep unpublished records, and references to them, out of the tables."""

from django.db.models import Prefetch, QuerySet


def links(owners: QuerySet, name: str, targets: QuerySet) -> QuerySet:
    """Return the through rows of the many-to-many field `name` that link one of `owners` to one of `targets`.

    Does not check publication: the caller must pass published querysets.
    """
    relation = owners.model._meta.get_field(name)
    near, far = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    return relation.remote_field.through._default_manager.filter(**{f"{near}__in": owners, f"{far}__in": targets})


def if_public(name: str, targets: QuerySet) -> Prefetch:
    """Return a prefetch of the foreign key `name` that gives None for a record outside `targets`.

    Does not check publication: the caller must pass a published queryset.
    """
    return Prefetch(name, queryset=targets)
