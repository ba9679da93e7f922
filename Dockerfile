# One image for all parts of the watch; compose.yaml says which command each container runs.
FROM python:3.12-slim
RUN useradd --create-home gongbao && install -d -o gongbao /data
WORKDIR /opt/gongbao
COPY . .
RUN pip install --no-cache-dir --constraint requirements.lock --editable ".[postgres]"
USER gongbao
ENV GONGBAO_DATA=/data
ENTRYPOINT ["gongbao"]
CMD ["up"]
