#!/usr/bin/env bash
# 为机柜 {{id}} 的控制板写入固件、网络设置和配置。可以重复运行。
# Writes firmware, network settings and configuration to the board of cabinet {{id}}. May be run again at any time.
#
# 用法 Usage: ./flash.sh [串口 serial port]
# 固件文件 Firmware image: ../firmware/aed-cabinet.bin，或 or AED_FIRMWARE=FILE
set -u
id='{{id}}'
target='{{target}}'
default_port='{{port}}'
tries=3

say() { printf '%s\n%s\n' "$1" "$2"; }
fail() {
  printf '\n[失败] %s\n[FAILED] %s\n' "$1" "$2" >&2
  exit 1
}

cd "$(dirname "$0")" || exit 1
image=${AED_FIRMWARE:-../firmware/aed-cabinet.bin}
[ -z "${AED_FIRMWARE:-}" ] && [ -f aed-cabinet.bin ] && image=aed-cabinet.bin
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

say "机柜 $id，控制板 $target" "Cabinet $id, board $target"

# 1
say '1/7 检查文件' '1/7 Checking the files'
for file in cabinet.json network.json files.json; do
  [ -s "$file" ] || fail "缺少文件 $file。请从办公室重新拷贝整个文件夹 $id。" "$file is missing. Copy the whole folder $id anew from the office."
done
if grep -q '"ca.pem"' files.json && [ ! -s ca.pem ]; then
  fail '缺少文件 ca.pem。请从办公室重新拷贝整个文件夹。' 'ca.pem is missing. Copy the whole folder anew from the office.'
fi
grep -q "\"id\": \"$id\"" cabinet.json || fail "cabinet.json 不是机柜 $id 的。请勿混用文件夹。" "cabinet.json is not that of $id. Don't mix folders."
[ -s "$image" ] || fail "缺少固件文件 $image。请把它放到那里，或用 AED_FIRMWARE=文件 指定。" "The firmware image $image is missing. Put it there, or name it with AED_FIRMWARE=FILE."

# 2
say '2/7 检查刷写工具 nanoff' '2/7 Checking the flash tool nanoff'
PATH="$PATH:$HOME/.dotnet/tools"
command -v nanoff >/dev/null 2>&1 || fail '没有找到 nanoff。联网后运行：dotnet tool install -g nanoff' 'nanoff is not there. With a network, run: dotnet tool install -g nanoff'

# 3
say '3/7 查找串口' '3/7 Looking for the serial port'
port=${1:-$default_port}
if [ -z "$port" ]; then
  ports=()
  for candidate in /dev/ttyUSB* /dev/ttyACM* /dev/cu.usbserial* /dev/cu.SLAB_USBtoUART* /dev/cu.wchusbserial* /dev/cu.usbmodem*; do
    [ -e "$candidate" ] && ports+=("$candidate")
  done
  case ${#ports[@]} in
    0) fail '没有找到控制板。请用数据线（不是充电线）连接USB，必要时安装CP210x或CH340驱动。' 'No board was found. Connect it with a USB data cable (not a charging cable); it may need the CP210x or CH340 driver.' ;;
    1) port=${ports[0]} ;;
    *) fail "有多个串口：${ports[*]}。请拔掉其他设备，或指定：./flash.sh ${ports[0]}" "There are several ports: ${ports[*]}. Unplug the others, or name one: ./flash.sh ${ports[0]}" ;;
  esac
fi
[ -e "$port" ] || fail "没有串口 $port。控制板连接好了吗？" "There is no port $port. Is the board connected?"
{ [ -r "$port" ] && [ -w "$port" ]; } || fail "没有权限使用 $port。运行：sudo usermod -aG dialout \$USER，然后重新登录。" "$port may not be used. Run: sudo usermod -aG dialout \$USER, then log in anew."
say "使用串口 $port" "Using port $port"

# Runs the flash tool, up to three times: a cold board or cable sometimes fails at first. The tool may report success
# although a file was refused, so what it says is read too.
step() {
  local chinese=$1 english=$2 help_chinese=$3 help_english=$4 try code
  shift 4
  say "$chinese" "$english"
  for ((try = 1; try <= tries; try++)); do
    nanoff "$@" 2>&1 | tee "$work/log"
    code=${PIPESTATUS[0]}
    if [ "$code" -eq 0 ] && ! grep -Eqi '^ *(error|exception) |[.:] *error ' "$work/log"; then
      return 0
    fi
    [ "$try" -lt "$tries" ] && say "第 $try 次没有成功，再试一次。" "Attempt $try failed; trying again." && sleep "${AED_RETRY_PAUSE:-2}"
  done
  fail "$help_chinese" "$help_english"
}

# The flash tool takes the port for these two from the file.
for file in network.json files.json; do
  sed "1s|{|{ \"SerialPort\": \"$port\",|" "$file" >"$work/$file" || exit 1
done

step '4/7 写入运行环境（约1分钟）' '4/7 Writing the runtime (about a minute)' \
  "运行环境没有写入。请按住BOOT键再试；换一根数据线或USB口；控制板必须是 $target。首次需要联网下载。" \
  "The runtime was not written. Hold BOOT and try again; use another cable or USB port; the board must be a $target. The first time it is downloaded, which needs a network." \
  --update --target "$target" --serialport "$port"
step '5/7 写入网络设置' '5/7 Writing the network settings' \
  '网络设置没有写入。请按一下RESET键，等5秒再运行。' \
  'The network settings were not written. Press RESET, wait 5 seconds and run this again.' \
  --networkdeployment "$work/network.json"
step '6/7 写入配置文件' '6/7 Writing the configuration files' \
  '配置文件没有写入。请按一下RESET键，等5秒再运行。' \
  'The configuration files were not written. Press RESET, wait 5 seconds and run this again.' \
  --filedeployment "$work/files.json"
step '7/7 写入机柜程序' '7/7 Writing the cabinet program' \
  '机柜程序没有写入。请按住BOOT键再试；检查固件文件是否完整。' \
  'The cabinet program was not written. Hold BOOT and try again; is the firmware image whole?' \
  --target "$target" --serialport "$port" --deploy --image "$image"

printf '\n'
say "[完成] $id 已写好。请按RESET键，贴上标签，再按安装清单检查。" "[DONE] $id is written. Press RESET, put its label on, and go through the installation checklist."
