# One image for web server, worker and beat; docker-compose.yml shows how they are put together.

FROM python:3.11-slim-bookworm AS build
WORKDIR /app
RUN python3 -m venv .venv
COPY requirements.txt ./
RUN .venv/bin/python -m pip install --quiet --no-cache-dir --require-hashes --no-deps -r requirements.txt
COPY manage.py ./
COPY onboarding onboarding/
COPY templates templates/
COPY static static/
# The settings want a data folder; nothing of it is kept.
RUN WAYMARK_STATIC_DIR=collected WAYMARK_DATA_DIR=scratch .venv/bin/python manage.py collectstatic --noinput --verbosity 0 && rm -r scratch

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="Waymark" org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build /app /app
RUN mkdir /data && chown 10001:10001 /data
ENV PATH=/app/.venv/bin:/usr/local/bin:/usr/bin:/bin
ENV PYTHONUNBUFFERED=1
ENV WAYMARK_DATA_DIR=/data
ENV WAYMARK_STATIC_DIR=/app/collected
ENV WAYMARK_WEB_HOST=0.0.0.0
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s CMD ["python", "-m", "onboarding.monitoring.probe"]
CMD ["python", "manage.py", "serve", "web"]
