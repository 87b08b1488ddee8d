#!/usr/bin/env bash
# 为机柜 {{id}} 的控制板写入固件、网络设置和配置，然后读回核对。可以重复运行。
# Writes firmware, network settings and configuration to the board of cabinet {{id}}, then reads back what it runs. May be run again at any time.
#
# 用法 Usage: ./flash.sh [串口 serial port]
# 固件文件 Firmware image: ../firmware/aed-cabinet.bin，或 or AED_FIRMWARE=FILE；旁边必须有 with aed-cabinet.json beside it
set -u
id='{{id}}'
target='{{target}}'
address='{{address}}'
bench='{{bench}}'
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
folder=$(dirname "$image")
manifest=$folder/aed-cabinet.json
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# The manifest is written with one member a line, sections of texts.
value() { tr -d '\r' <"$manifest" | sed -n "s/^  \"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p"; }
section() {
  tr -d '\r' <"$manifest" | awk -v start="  \"$1\": {" '$0 == start { on = 1; next } /^  }/ { on = 0 } on { gsub(/[",]/, ""); sub(/^ +/, ""); sub(/: /, " "); print }'
}
entry() { section "$1" | awk -v name="$2" '$1 == name { print $2 }'; }
sha256() { if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

say "机柜 $id，控制板 $target" "Cabinet $id, board $target"
[ -z "$bench" ] || say '注意：这种控制板内存不够，仅供台架试验，不得装柜。' 'Note: this board has too little memory. It is for the bench only: never hang it in a cabinet.'

# 1
say '1/8 检查文件' '1/8 Checking the files'
for file in cabinet.json network.json files.json; do
  [ -s "$file" ] || fail "缺少文件 $file。请从办公室重新拷贝整个文件夹 $id。" "$file is missing. Copy the whole folder $id anew from the office."
done
if grep -q '"ca.pem"' files.json && [ ! -s ca.pem ]; then
  fail '缺少文件 ca.pem。请从办公室重新拷贝整个文件夹。' 'ca.pem is missing. Copy the whole folder anew from the office.'
fi
grep -q "\"id\": \"$id\"" cabinet.json || fail "cabinet.json 不是机柜 $id 的。请勿混用文件夹。" "cabinet.json is not that of $id. Don't mix folders."
[ -s "$image" ] || fail "缺少固件文件 $image。请把它放到那里，或用 AED_FIRMWARE=文件 指定。" "The firmware image $image is missing. Put it there, or name it with AED_FIRMWARE=FILE."
[ -s "$manifest" ] || fail "固件旁边没有 aed-cabinet.json，不知道固件是什么。请从办公室重新拷贝整个 firmware 文件夹。" "There is no aed-cabinet.json beside the image, so nobody knows what it is. Copy the whole folder firmware anew from the office."
version=$(value version)
tool=$(value flashTool)
if [ -z "$version" ] || [ -z "$tool" ] || [ "$(section assemblies | awk '$1 == "AedCabinet.Controller" { print $2 }')" != "$version" ]; then
  fail 'aed-cabinet.json 已损坏或被改过。请从办公室重新拷贝整个 firmware 文件夹。' 'aed-cabinet.json is damaged or was changed. Copy the whole folder firmware anew from the office.'
fi
if [ "$(wc -c <"$image" | tr -d ' ')" != "$(value size)" ] || [ "$(sha256 "$image")" != "$(value sha256)" ]; then
  fail "固件文件 $image 不是 aed-cabinet.json 所说的 $version。请从办公室重新拷贝整个 firmware 文件夹。" "$image is not the image $version of aed-cabinet.json. Copy the whole folder firmware anew from the office."
fi
runtime=$(entry runtime "$target")
[ -n "$runtime" ] || fail "固件不是给控制板 $target 的。请让办公室为它生成固件文件夹。" "The image is not for the board $target. Ask the office for a firmware folder that is."
archive=$target-$runtime.zip
source=()
if [ -n "$(entry archives "$archive")" ]; then
  [ "$(sha256 "$folder/runtime/$archive" 2>/dev/null)" = "$(entry archives "$archive")" ] || fail "运行环境 runtime/$archive 缺少或已损坏。请从办公室重新拷贝整个 firmware 文件夹。" "The runtime runtime/$archive is missing or damaged. Copy the whole folder firmware anew from the office."
  source=(--fromarchive --archivepath "$folder/runtime")
fi
say "固件 $version，运行环境 $runtime" "Firmware $version, runtime $runtime"

# 2
say '2/8 检查刷写工具 nanoff' '2/8 Checking the flash tool nanoff'
PATH="$PATH:$HOME/.dotnet/tools"
command -v nanoff >/dev/null 2>&1 || fail "没有找到 nanoff。联网后运行：dotnet tool install -g nanoff --version $tool" "nanoff is not there. With a network, run: dotnet tool install -g nanoff --version $tool"
installed=$(nanoff --version 2>&1 | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)
[ "$installed" = "$tool" ] || fail "nanoff 的版本是 ${installed:-?}，必须是 $tool。联网后运行：dotnet tool uninstall -g nanoff，再运行 dotnet tool install -g nanoff --version $tool" "nanoff is version ${installed:-?}, and it must be $tool. With a network, run: dotnet tool uninstall -g nanoff, then dotnet tool install -g nanoff --version $tool"

# 3
say '3/8 查找串口' '3/8 Looking for the serial port'
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

# Whether the flash tool did what it was asked. It may report success although a file was refused, so what it says is read too.
ask() {
  nanoff "$@" --suppressnanoffversioncheck 2>&1 | tee "$work/log"
  [ "${PIPESTATUS[0]}" -eq 0 ] && ! grep -Eqi '^ *(error|exception)[ :]|[.:] *error ' "$work/log"
}
again() {
  [ "$1" -lt "$tries" ] && say "第 $1 次没有成功，再试一次。" "Attempt $1 failed; trying again." && sleep "${AED_RETRY_PAUSE:-2}"
}

# A step of the flash tool, up to three times: a cold board or cable sometimes fails at first.
step() {
  local chinese=$1 english=$2 help_chinese=$3 help_english=$4 try
  shift 4
  say "$chinese" "$english"
  for ((try = 1; try <= tries; try++)); do
    ask "$@" && return 0
    again "$try"
  done
  fail "$help_chinese" "$help_english"
}

# The flash tool takes the port for these two from the file.
for file in network.json files.json; do
  sed "1s|{|{ \"SerialPort\": \"$port\",|" "$file" >"$work/$file" || exit 1
done

step '4/8 写入运行环境（约1分钟）' '4/8 Writing the runtime (about a minute)' \
  "运行环境没有写入。请按住BOOT键再试；换一根数据线或USB口；控制板必须是 $target。固件文件夹里没有它时要联网下载 $runtime。" \
  "The runtime was not written. Hold BOOT and try again; use another cable or USB port; the board must be a $target. Where the firmware folder does not bring it, $runtime is downloaded, which needs a network." \
  --update --target "$target" --serialport "$port" --fwversion "$runtime" ${source[@]+"${source[@]}"}
step '5/8 写入网络设置' '5/8 Writing the network settings' \
  '网络设置没有写入。请按一下RESET键，等5秒再运行。' \
  'The network settings were not written. Press RESET, wait 5 seconds and run this again.' \
  --networkdeployment "$work/network.json"
step '6/8 写入配置文件' '6/8 Writing the configuration files' \
  '配置文件没有写入。请按一下RESET键，等5秒再运行。' \
  'The configuration files were not written. Press RESET, wait 5 seconds and run this again.' \
  --filedeployment "$work/files.json"
# The address is the board's own: the flash tool has one for all chips, and where it is wrong it still reports success.
step '7/8 写入机柜程序' '7/8 Writing the cabinet program' \
  '机柜程序没有写入。请按住BOOT键再试；检查固件文件是否完整。' \
  'The cabinet program was not written. Hold BOOT and try again; is the firmware image whole?' \
  --target "$target" --serialport "$port" --deploy --image "$image" --address "$address"

# What the board says of itself, by the heading of the list.
listed() {
  awk -v start="$1:" '{ gsub(/\033\[[0-9;]*m/, ""); sub(/\r$/, "") } $0 == start { on = 1; next } /^[^ ]/ { on = 0 } on && NF { sub(/^ +/, ""); print }' "$work/log"
}
field() { awk -v name="$1" '{ gsub(/\033\[[0-9;]*m/, ""); sub(/\r$/, "") } index($0, "  " name ":") == 1 { print $NF; exit }' "$work/log"; }

# Does the board run what was written? Says in wrong_* what differs.
judge() {
  local name wanted found
  found=$(field Target)
  if [ -z "$found" ]; then
    wrong_chinese='控制板没有回答。请按RESET键，等5秒再运行；仍然不行，说明运行环境没有启动。'
    wrong_english='The board does not answer. Press RESET, wait 5 seconds and run this again; if it stays so, the runtime did not start.'
    return 1
  fi
  if [ "$found" != "$target" ] || [ "$(field 'CLR Version')" != "$runtime" ]; then
    wrong_chinese="控制板的运行环境是 $found $(field 'CLR Version')，应为 $target $runtime。请再运行一次；仍然不行，请告诉办公室。"
    wrong_english="The board's runtime is $found $(field 'CLR Version') and should be $target $runtime. Run this again; if it stays so, tell the office."
    return 1
  fi
  while read -r name wanted; do
    found=$(listed 'Native Assemblies' | awk -v name="$name" '$1 == name { print $NF }')
    if [ "$(printf %s "$found" | tr 'a-fx' 'A-FX')" != "$(printf %s "$wanted" | tr 'a-fx' 'A-FX')" ]; then
      wrong_chinese="程序与运行环境不相配，不会启动：$name 需要 $wanted，控制板有 ${found:-无}。请告诉办公室。"
      wrong_english="Program and runtime don't fit, and the program will not start: $name needs $wanted, and the board has ${found:-none}. Tell the office."
      return 1
    fi
  done < <(section native)
  while read -r name wanted; do
    found=$(listed 'Assemblies' | awk -F ', ' -v name="$name" '$1 == name { print $2 }')
    [ "$found" = "$wanted" ] && continue
    if [ -z "$found" ]; then
      wrong_chinese="nanoff报告成功，但控制板上没有程序 $name。请再运行一次；仍然不行，换一块控制板，并告诉办公室。"
      wrong_english="nanoff reported success, but the board lists no program $name. Run this again; if it stays so, take another board and tell the office."
    else
      wrong_chinese="控制板上的 $name 是 $found，固件文件里是 $wanted。请再运行一次；仍然不行，请告诉办公室。"
      wrong_english="The board runs $name $found, and the firmware image has $wanted. Run this again; if it stays so, tell the office."
    fi
    return 1
  done < <(section assemblies)
}

# 8
say '8/8 读回核对' '8/8 Reading back what the board runs'
wrong_chinese='' wrong_english=''
for ((try = 1; try <= tries; try++)); do
  # Only as a nano device does a board list its assemblies; as an ESP32 the tool tells of the chip alone.
  if ask --nanodevice --devicedetails --serialport "$port"; then
    judge && break
  else
    wrong_chinese='读不到控制板的信息。请按RESET键，等5秒再运行。没有读回核对，不算写好。'
    wrong_english='The board could not be read back. Press RESET, wait 5 seconds and run this again. Without that it does not count as written.'
  fi
  again "$try" || fail "$wrong_chinese" "$wrong_english"
done

printf '\n'
say "控制板运行 AedCabinet.Controller $version，运行环境 $runtime" "The board runs AedCabinet.Controller $version on the runtime $runtime"
if [ -n "$bench" ]; then
  say "[完成] $id 已写好并核对。仅供台架试验，不得装柜。" "[DONE] $id is written and read back. For the bench only: never hang it in a cabinet."
else
  say "[完成] $id 已写好并核对。请按RESET键，贴上标签，再按安装清单检查。" "[DONE] $id is written and read back. Press RESET, put its label on, and go through the installation checklist."
fi
