# syntax=docker/dockerfile:1
# escape=\
ARG V=1 R
FROM --platform=$BUILDPLATFORM ${R:-example.com:5000}/a/b:${V:+2}@sha256:0 AS one
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV A=1 B="two $A" C=\ d
ENV E old form
RUN --mount=type=cache,target=/r --network=none set -e; \
  # a comment between
  x "$(y 'z')" \

  && w
RUN <<E
make
E
RUN <<-"E" cat > /f
	$x
	E
COPY --from=one --chown=1:1 <<E <<'F' /c/
1
E
2
F
ADD ["https://example.com/x.tar", "/x"]
LABEL a=b 'c d'="e"
HEALTHCHECK --interval=5s --retries=3 CMD ["sh", "-c", "a \"b\" \u0041"]
ONBUILD COPY a b
EXPOSE 80 443/tcp
VOLUME /v ["/w"]
USER a:b
WORKDIR ${A:-x}/$B
STOPSIGNAL SIGTERM
MAINTAINER nobody
FROM one
HEALTHCHECK NONE
ENTRYPOINT a && b
CMD []
