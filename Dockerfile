# One image for the web server, the worker and the commands.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /portal
RUN python3 -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --quiet --require-hashes -r requirements.txt
COPY . .
# These values are thrown away with the layer: nothing is signed, opened or sent while files are collected.
RUN /venv/bin/pybabel --quiet compile -D django -d locale \
    && /venv/bin/pybabel --quiet compile -D django -d locale/allauth \
    && SECRET_KEY=thrown-away-0123456789abcdefghijklmnopqrstuvwxyz SITE_URL=http://127.0.0.1 \
       DATABASE_URL=sqlite://:memory: /venv/bin/python manage.py collectstatic --no-input --verbosity 0

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MEDIA_ROOT=/data/media
# What WeasyPrint writes PDFs with.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent portal \
    && install -d -o portal -g portal /data /data/media
VOLUME /data
WORKDIR /portal
COPY --from=build /venv /venv
COPY --from=build /portal /portal
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
    CMD ["bin/alive"]
CMD ["gunicorn", "multifactory.wsgi"]
