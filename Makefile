# Every command a person or a scheduler types; `make` alone lists them.
# Needs git, make (GNU, 3.81 or later) with a POSIX shell, and Python 3.11 or later with venv.

YEAR ?=
FROM ?=
FILE ?=
HTML ?=
ONLY ?=
CODE ?=
ASK ?=
AREA ?=
WORD ?=
SEED ?=
OUT ?=
DEADLINE ?=
AGENCY ?=
ROOT ?=
ROOTS ?=
YEARS ?=
JOBS ?=
WHY ?=
TITLE ?=
ON ?=
DUE ?=
KEEP_GOING ?=
HOST ?=
SCHEDULER ?=
PAGE ?=
DRY_RUN ?=
SHARED ?=
UNDO ?=
IP ?=
NO_BROWSER ?=
ALLOW_ROOT ?=
SOAK_RUNS ?=
AGAINST ?=
UV ?= uv
DIST ?= dist

# Who signs is typed, never taken from the environment, where some systems have a NAME of their own.
ROLE =
NAME =
DATE =
SUPERSEDE =
KEY =
TRUST ?=
YES =

VENV := .venv
ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN := $(VENV)/Scripts
else
PYTHON ?= python3
BIN := $(VENV)/bin
endif

PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
FETCH := $(BIN)/python -m lawgov_lib.base.installation
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready
TESTING := $(VENV)/.testing
WORKBENCH := $(VENV)/.workbench
CLUSTER := $(VENV)/.cluster
IN_ROOT := $(if $(ROOT),--root "$(ROOT)")

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help new import preview catalogue workbook check report sister merge all batch rollup scheduler worker review explain laws sign status key
.PHONY: verify final diff demo test coverage fuzz soak lint audit format fields lab bench lock
.PHONY: wheel sbom release updates clean
.PHONY: _year _file _roots _host _scheduler _from _signer _uv FORCE

help:
	@echo '用法：make 命令 [变量=值]'
	@awk -F ': .*## ' '/^##@ /{printf "\n%s\n", substr($$0, 5)} /^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile
	@echo
	@echo '变量：YEAR=年度  FROM=上一年度  CODE=检查代码  ROOT=机关资料所在的目录（默认为本目录）'
	@echo '      ROOTS=各机关的目录  YEARS=各年度  JOBS=同时生成的份数  WHY=1 逐份说明原因  KEEP_GOING=1 失败后继续'
	@echo '      SCHEDULER=调度器的地址（在Dask集群上生成）  SHARED=1 各节点共用这些目录'
	@echo '      PYTHON=解释器（默认 $(PYTHON)，只在准备运行环境时用；换用时先 make clean）'

##@ 一年的资料

new: _year $(READY) ## 新建一年的资料：make new YEAR=2021（沿用哪一年：FROM=2020；逐项询问：ASK=1）
	@$(BIN)/lawgov new $(if $(YEAR),"$(YEAR)") $(if $(FROM),--from "$(FROM)") $(if $(ASK),--ask) $(IN_ROOT)

catalogue: $(READY) ## 列出全部指标：make catalogue（只列一领域：AREA=执法；只列含某词的：WORD=考试）
	@$(BIN)/lawgov catalogue $(if $(AREA),--area "$(AREA)") $(if $(WORD),--word "$(WORD)") $(IN_ROOT)

import: _year _file $(READY) ## 由已公布的报告导入一年的资料：make import YEAR=2019 FILE=报告.docx（机关：AGENCY=）
	@$(BIN)/lawgov import "$(FILE)" --year "$(YEAR)" $(if $(AGENCY),--agency "$(AGENCY)") $(IN_ROOT)

workbook: _year $(READY) ## 生成供填写的工作簿：make workbook YEAR=2021（撤回：UNDO=1）
	@$(BIN)/lawgov workbook "$(YEAR)" $(if $(UNDO),--undo) $(IN_ROOT)

check: _year $(READY) ## 检查一年的资料：make check YEAR=2021
	@$(BIN)/lawgov check "$(YEAR)" $(IN_ROOT)

explain: $(READY) ## 说明一项检查或指标：make explain CODE=C09（指标写其名称；不写即列出全部检查）
	@$(BIN)/lawgov explain $(if $(CODE),"$(CODE)") $(if $(YEAR),--year "$(YEAR)") $(IN_ROOT)

laws: $(READY) ## 查法律法规：make laws TITLE=行政复议法（问某日：ON=2023-06-01；到某年应重新核对的：DUE=2027）
	@$(BIN)/lawgov laws $(if $(TITLE),"$(TITLE)") $(if $(ON),--on "$(ON)") $(if $(DUE),--due "$(DUE)") $(IN_ROOT)

diff: _year _from $(READY) ## 对照两年的报告：make diff FROM=2020 YEAR=2021（另存网页：HTML=文件）
	@$(BIN)/lawgov diff "$(FROM)" "$(YEAR)" $(if $(HTML),--html "$(HTML)") $(IN_ROOT)

##@ 生成报告

report: _year $(READY) ## 生成年度报告：make report YEAR=2020
	@$(BIN)/lawgov report "$(YEAR)" $(IN_ROOT)

preview: $(READY) ## 在浏览器中预览，保存资料即更新：make preview YEAR=2020（不写年度的为最近一年）
	@$(BIN)/lawgov preview $(if $(YEAR),"$(YEAR)") $(IN_ROOT)

review: report ## 生成供审核的网页：make review YEAR=2020

merge: _file $(READY) ## 把领导在 Word 中的改动并回正文：make merge FILE=report.docx（只看不写：DRY_RUN=1 PAGE=对照.html）
	@$(BIN)/lawgov merge "$(FILE)" $(YEAR) $(if $(DRY_RUN),--dry-run) $(if $(PAGE),--page "$(PAGE)") $(IN_ROOT)

all: $(READY) ## 生成各年度的报告，没有变化的跳过：make all（说明原因：WHY=1）
	@$(BIN)/lawgov all $(if $(WHY),--why) $(if $(JOBS),--jobs "$(JOBS)") $(IN_ROOT)

demo: $(READY) ## 生成虚构的部门、县、镇和司法局最近两年的报告，供了解用法
	@$(BIN)/lawgov demo

lab: $(WORKBENCH) ## 在 JupyterLab 中打开笔记本和审核页：make lab YEAR=2020（容器中：IP=0.0.0.0 NO_BROWSER=1 ALLOW_ROOT=1）
	@$(BIN)/lawgov lab $(if $(YEAR),"$(YEAR)") $(if $(IP),--ip "$(IP)") $(if $(NO_BROWSER),--no-browser) $(if $(ALLOW_ROOT),--allow-root) $(IN_ROOT)

sister: _year $(READY) ## 生成政府信息公开年报和行政执法年度数据：make sister YEAR=2024（只要一种：ONLY=信息公开）
	@$(BIN)/lawgov sister "$(YEAR)" $(if $(ONLY),--only "$(ONLY)") $(IN_ROOT)

##@ 从草稿到定稿

sign: _year _signer $(READY) ## 签批报告：make sign YEAR=2020 ROLE=审核 NAME=姓名（日期：DATE=2021-01-10，不询问：YES=1）
	@$(BIN)/lawgov sign "$(YEAR)" --role "$(ROLE)" --name "$(NAME)" $(if $(DATE),--date "$(DATE)") $(if $(YES),--yes) $(IN_ROOT)

status: $(READY) ## 列出各年度报告的状态
	@$(BIN)/lawgov status $(IN_ROOT)

verify: _year $(READY) ## 重新生成并与已发布的报告比对：make verify YEAR=2020
	@$(BIN)/lawgov verify "$(YEAR)" $(IN_ROOT)

final: _year $(READY) ## 签批齐备后定稿：make final YEAR=2020（取代原定稿：SUPERSEDE=1；签名：KEY=私钥文件）
	@$(BIN)/lawgov final "$(YEAR)" $(if $(SUPERSEDE),--supersede) $(if $(KEY),--key "$(KEY)") $(IN_ROOT)

key: $(READY) ## 生成本机关签名所用的密钥（存到别处：KEY=私钥文件）
	@$(BIN)/lawgov key new $(if $(KEY),"$(KEY)")

##@ 多个机关

batch: _roots $(READY) $(if $(SCHEDULER),$(CLUSTER)) ## 生成多个机关的报告：make batch ROOTS='机关/*'（年度：YEARS=2020-2024）
	@$(BIN)/lawgov batch $(foreach root,$(ROOTS),'$(root)') $(if $(YEARS),--years "$(YEARS)") \
	  $(if $(JOBS),--jobs "$(JOBS)") $(if $(KEEP_GOING),--keep-going) $(if $(WHY),--why) \
	  $(if $(SCHEDULER),--scheduler "$(SCHEDULER)") $(if $(SHARED),--shared)

rollup: _year _roots $(READY) ## 汇总各机关的定稿：make rollup YEAR=2024 ROOTS="甲局 乙局"（另有OUT、DEADLINE、AGENCY、TRUST）
	@$(BIN)/lawgov rollup "$(YEAR)" $(ROOTS) $(if $(OUT),--out "$(OUT)") \
	  $(if $(DEADLINE),--deadline "$(DEADLINE)") $(if $(AGENCY),--agency "$(AGENCY)") \
	  $(if $(TRUST),--trust "$(TRUST)") $(IN_ROOT)

scheduler: _host $(CLUSTER) ## 在本机启动集群的调度器：make scheduler HOST=本机在内网的地址
	@$(BIN)/lawgov scheduler "$(HOST)"

worker: _scheduler $(CLUSTER) ## 在本机启动集群的工作进程：make worker SCHEDULER=tcp://主机:8786
	@$(BIN)/lawgov worker "$(SCHEDULER)" $(if $(JOBS),--jobs "$(JOBS)")

##@ 维护者用

test: $(TESTING) ## 运行全部测试
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

coverage: $(TESTING) ## 运行全部测试，并统计分支覆盖率
	@$(BIN)/python -m pytest --cov --numprocesses auto --dist loadfile

fuzz: $(TESTING) ## 用损坏和恶意的资料试全部读入和生成（换一批：SEED=7或SEED=random）
	@SEED="$(SEED)" $(BIN)/python tests/fuzz/run.py

soak: $(TESTING) ## 长时间考验：反复、同时、中途强行结束（次数：SOAK_RUNS=200）
	@$(BIN)/python -m tests.soak $(if $(SOAK_RUNS),--runs "$(SOAK_RUNS)")

lint: $(TESTING) ## 检查代码的写法、格式、类型和依赖
	@$(BIN)/python -m ruff check
	@$(BIN)/python -m ruff format --check
	@$(BIN)/python -m mypy
	@$(BIN)/python -m pip --disable-pip-version-check check

audit: $(TESTING) ## 列出依赖的版本和许可证，有不允许的即报错（依据见 pyproject.toml）
	@echo '运行所需：'
	@$(BIN)/pip-licenses --packages lawgov $(RUNTIME)
	@echo '仅测试所需：'
	@$(BIN)/pip-licenses --packages $(filter-out $(RUNTIME),$(call locked,requirements-test.txt))

format: $(TESTING) ## 整理代码的格式
	@$(BIN)/python -m ruff check --fix-only
	@$(BIN)/python -m ruff format

fields: $(READY) ## 由台账的定义重新生成填写说明 docs/fields.md、命令的帮助等
	@$(BIN)/python -m lawgov_lib.cli.reference docs

bench: $(TESTING) ## 测量生成一份报告所用的时间和内存（与某次提交对照：AGAINST=提交）
	@$(BIN)/python tests/bench.py $(if $(AGAINST),--against "$(AGAINST)")

lock: _uv ## 按 pyproject.toml 重新锁定依赖（全部升级：make lock UPGRADE=1）
	@$(call compile,requirements.txt)
	@$(call compile,requirements-test.txt,--group test --constraints requirements.txt)
	@$(call compile,requirements-cluster.txt,--extra cluster --constraints requirements-test.txt)
	@$(call compile,requirements-lab.txt,--extra lab --constraints requirements-test.txt)

# Its bytes depend on the files alone; on the day too, if SOURCE_DATE_EPOCH names one.
wheel: $(READY) ## 生成可在别处安装的程序包 dist/*.whl
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir $(DIST) . || $(sorry)
	@ls $(DIST)/*.whl

release: wheel sbom ## 生成程序包和它的软件物料清单，一并发布

sbom: $(TESTING) ## 生成软件物料清单（CycloneDX）dist/*.cdx.json：各软件包的版本和SHA-256
	@mkdir -p $(DIST)
	@sed 's/^dynamic = .*/version = "$(VERSION)"/' pyproject.toml >$(DIST)/sbom.toml
	@PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements requirements.txt --pyproject $(DIST)/sbom.toml \
	  --output-reproducible --output-file $(DIST)/lawgov-$(VERSION).cdx.json
	@rm $(DIST)/sbom.toml
	@ls $(DIST)/*.cdx.json

# The checkout stays as it is: what is tried is a clone of its last commit.
updates: _uv ## 试用依赖的最新版本：在副本中全部升级并运行全部测试（每周一次）
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && git clone --quiet . "$$folder" && \
	  $(MAKE) --no-print-directory -C "$$folder" lock UPGRADE=1 && \
	  git -C "$$folder" diff --unified=0 -- 'requirements*.txt' | grep '^[+-][A-Za-z0-9]' | sort -u -k1.2; \
	  $(MAKE) --no-print-directory -C "$$folder" lint test audit

clean: ## 删除运行环境和缓存；资料和已发布的报告不动
	@rm -rf $(VENV) .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find lawgov_lib tests -type d -name __pycache__ -prune -exec rm -rf {} +

_year:
	@$(if $(YEAR)$(ASK),,$(error 请写明报告年度，例如：make report YEAR=2020)):

_file:
	@$(if $(FILE),,$(error 请写明文件，例如：FILE=报告.docx)):

_roots:
	@$(if $(ROOTS),,$(error 请写明机关资料所在的各个文件夹，例如：make batch ROOTS='机关/*')):

# Whoever reaches a scheduler can run programs on its workers, so it never listens everywhere.
_host:
	@$(if $(HOST),,$(error 请写明调度器在哪个地址上接受连接，例如：make scheduler HOST=10.0.0.5)):

_scheduler:
	@$(if $(SCHEDULER),,$(error 请写明调度器的地址，例如：make worker SCHEDULER=tcp://主机:8786)):

_from:
	@$(if $(FROM),,$(error 请写明与哪一年度对照，例如：make diff FROM=2020 YEAR=2021)):

_signer:
	@$(if $(and $(ROLE),$(NAME)),,$(error 请写明环节和姓名，例如：make sign YEAR=2020 ROLE=审核 NAME=姓名)):

_uv:
	@$(UV) --version >/dev/null 2>&1 || { \
	  echo '锁定依赖要用 uv：请先 pip install uv，或用 UV= 指明它的位置。' >&2; exit 1; }

# The same lock must serve every index, system and Python, so it names none of them.
compile = env -u UV_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS -u UV_DEFAULT_INDEX \
  UV_CUSTOM_COMPILE_COMMAND='make lock' $(UV) pip compile --quiet --universal --generate-hashes \
  --python-version 3.11 --no-emit-index-url --no-strip-extras --no-annotate --group build $(2) \
  $(if $(UPGRADE),--upgrade) pyproject.toml --output-file $(1)

locked = $(shell sed -n 's/^\([A-Za-z0-9._-]*\)\(\[[^]]*\]\)\{0,1\}==.*/\1/p' $(1))
RUNTIME = $(call locked,requirements.txt)
VERSION = $(shell sed -n 's/^__version__ = "\(.*\)"$$/\1/p' lawgov_lib/__init__.py)

sorry = { echo '运行环境没有装好，原因见上（多为网络或软件源）。解决后再运行同一条命令即可。' >&2; exit 1; }

# A stamp is written last, so a set-up that failed halfway is begun again. The first one holds the
# checkout's path: an environment that was moved, or whose Python is gone, is made again.
ifneq ($(shell test -x $(BIN)/python && cat $(LOCKED) 2>/dev/null),$(CURDIR))
$(LOCKED): FORCE
endif

$(LOCKED): requirements.txt
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo '需要 Python 3.11 或更高版本，而「$(PYTHON)」不是或不存在。请安装后用 PYTHON= 指明。' >&2; \
	  exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo '「$(PYTHON)」缺少 venv 模块，请先安装，例如：apt install python3-venv。' >&2; exit 1; }
	@echo '正在准备运行环境（首次约一分钟）……' >&2
	@rm -rf $(VENV)
	@"$(PYTHON)" -m venv $(VENV) && $(FETCH) requirements.txt || $(sorry)
	@echo "$(CURDIR)" >$@

$(READY): $(LOCKED) pyproject.toml
	@$(FETCH) . || $(sorry)
	@touch $@

$(TESTING): $(LOCKED) requirements-test.txt | $(READY)
	@echo '正在安装测试工具……' >&2
	@$(FETCH) requirements-test.txt || $(sorry)
	@touch $@

$(WORKBENCH): $(LOCKED) requirements-lab.txt | $(READY)
	@echo '正在安装 JupyterLab……' >&2
	@$(FETCH) requirements-lab.txt || $(sorry)
	@touch $@

$(CLUSTER): $(LOCKED) requirements-cluster.txt | $(READY)
	@echo '正在安装在集群上运行所需的软件包……' >&2
	@$(FETCH) requirements-cluster.txt || $(sorry)
	@touch $@
