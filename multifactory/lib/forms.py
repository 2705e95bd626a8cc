"""How forms look everywhere."""

from django.forms.renderers import TemplatesSetting


class PortalFormRenderer(TemplatesSetting):
    """Every form and field through our own two templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
