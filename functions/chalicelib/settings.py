"""What differs between deployments: the only reader of the environment."""

import os
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Settings:
    """The settings of one process; bucket names already carry no `{region}` once asked with one."""

    lines_table: str
    visitors_table: str
    home_region: str
    regions: tuple[str, ...]
    message_region: str
    boards: str
    reports: str
    secret_id: str
    draws_secret_id: str
    messages_queue: str
    figures_queue: str
    trailing_queue: str
    closures_queue: str
    troubles_topic: str
    site: str
    rate_limits: bool
    front_key: str
    iot_endpoint: str
    in_lambda: bool

    def boards_bucket(self, region: str) -> str:
        """The bucket of the boards of the offices that have their home in this region."""
        return self.boards.replace("{region}", region)

    def reports_bucket(self, region: str) -> str:
        """The bucket of the reports of the offices that have their home in this region."""
        return self.reports.replace("{region}", region)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings, read once; the defaults fit the tests."""
    read = os.environ.get
    home = read("ANTREAN_HOME_REGION", "ap-southeast-3")
    return Settings(
        lines_table=read("ANTREAN_LINES_TABLE", "antrean-lines"),
        visitors_table=read("ANTREAN_VISITORS_TABLE", "antrean-visitors"),
        home_region=home,
        regions=tuple(read("ANTREAN_REGIONS", home).replace(" ", "").split(",")),
        message_region=read("ANTREAN_MESSAGE_REGION", "ap-southeast-1"),
        boards=read("ANTREAN_BOARDS_BUCKET", "antrean-boards-{region}"),
        reports=read("ANTREAN_REPORTS_BUCKET", "antrean-reports-{region}"),
        secret_id=read("ANTREAN_SECRET_ID", "antrean/secret"),
        draws_secret_id=read("ANTREAN_DRAWS_SECRET_ID", "antrean/draws"),
        messages_queue=read("ANTREAN_MESSAGES_QUEUE", ""),
        figures_queue=read("ANTREAN_FIGURES_QUEUE", ""),
        trailing_queue=read("ANTREAN_TRAILING_QUEUE", ""),
        closures_queue=read("ANTREAN_CLOSURES_QUEUE", ""),
        troubles_topic=read("ANTREAN_TROUBLES_TOPIC", ""),
        site=read("ANTREAN_SITE", "https://antrean.example").rstrip("/"),
        rate_limits=read("ANTREAN_RATE_LIMITS", "off") == "on",
        front_key=read("ANTREAN_FRONT_KEY", ""),
        iot_endpoint=read("ANTREAN_IOT_ENDPOINT", ""),
        in_lambda="AWS_LAMBDA_FUNCTION_NAME" in os.environ,
    )
