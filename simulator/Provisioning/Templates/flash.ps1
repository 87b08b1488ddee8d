# 为机柜 {{id}} 的控制板写入固件、网络设置和配置。可以重复运行。
# Writes firmware, network settings and configuration to the board of cabinet {{id}}. May be run again at any time.
#
# 用法 Usage: powershell -ExecutionPolicy Bypass -File flash.ps1 [-Port COM3]
# 固件文件 Firmware image: ..\firmware\aed-cabinet.bin，或 or $env:AED_FIRMWARE
param([string]$Port = '{{port}}')

$ErrorActionPreference = 'Continue'
$id = '{{id}}'
$target = '{{target}}'
$tries = 3
try { [Console]::OutputEncoding = [System.Text.Encoding]::UTF8 } catch { }

function Say([string]$Chinese, [string]$English) {
    Write-Host $Chinese
    Write-Host $English
}

$work = $null
function Clear-Work {
    if ($script:work) { Remove-Item -LiteralPath $script:work -Recurse -Force -ErrorAction SilentlyContinue }
}

function Stop-Here([string]$Chinese, [string]$English) {
    Clear-Work
    Write-Host ''
    Write-Host "[失败] $Chinese" -ForegroundColor Red
    Write-Host "[FAILED] $English" -ForegroundColor Red
    exit 1
}

function Test-Content([string]$File) {
    return (Test-Path -LiteralPath $File -PathType Leaf) -and ((Get-Item -LiteralPath $File).Length -gt 0)
}

# Runs the flash tool, up to three times: a cold board or cable sometimes fails at first. The tool may report success
# although a file was refused, so what it says is read too.
function Invoke-Step([string]$Chinese, [string]$English, [string]$HelpChinese, [string]$HelpEnglish, [string[]]$Arguments) {
    Say $Chinese $English
    for ($try = 1; $try -le $tries; $try++) {
        $said = New-Object System.Collections.Generic.List[string]
        & nanoff @Arguments 2>&1 | ForEach-Object { $line = "$_"; Write-Host $line; $said.Add($line) }
        $isRefused = @($said | Where-Object { $_ -match '^ *(error|exception) |[.:] *error ' }).Count -gt 0
        if (($LASTEXITCODE -eq 0) -and (-not $isRefused)) { return }
        if ($try -lt $tries) {
            Say "第 $try 次没有成功，再试一次。" "Attempt $try failed; trying again."
            $pause = 2
            if ($env:AED_RETRY_PAUSE) { $pause = [int]$env:AED_RETRY_PAUSE }
            Start-Sleep -Seconds $pause
        }
    }

    Stop-Here $HelpChinese $HelpEnglish
}

Set-Location -LiteralPath $PSScriptRoot
$image = '../firmware/aed-cabinet.bin'
if (Test-Content 'aed-cabinet.bin') { $image = 'aed-cabinet.bin' }
if ($env:AED_FIRMWARE) { $image = $env:AED_FIRMWARE }

Say "机柜 $id，控制板 $target" "Cabinet $id, board $target"

# 1
Say '1/7 检查文件' '1/7 Checking the files'
foreach ($file in 'cabinet.json', 'network.json', 'files.json') {
    if (-not (Test-Content $file)) { Stop-Here "缺少文件 $file。请从办公室重新拷贝整个文件夹 $id。" "$file is missing. Copy the whole folder $id anew from the office." }
}
if ((Select-String -LiteralPath 'files.json' -SimpleMatch '"ca.pem"' -Quiet) -and -not (Test-Content 'ca.pem')) {
    Stop-Here '缺少文件 ca.pem。请从办公室重新拷贝整个文件夹。' 'ca.pem is missing. Copy the whole folder anew from the office.'
}
if (-not (Select-String -LiteralPath 'cabinet.json' -SimpleMatch "`"id`": `"$id`"" -CaseSensitive -Quiet)) {
    Stop-Here "cabinet.json 不是机柜 $id 的。请勿混用文件夹。" "cabinet.json is not that of $id. Don't mix folders."
}
if (-not (Test-Content $image)) {
    Stop-Here "缺少固件文件 $image。请把它放到那里，或用环境变量 AED_FIRMWARE 指定。" "The firmware image $image is missing. Put it there, or name it in the variable AED_FIRMWARE."
}

# 2
Say '2/7 检查刷写工具 nanoff' '2/7 Checking the flash tool nanoff'
$userFolder = [Environment]::GetFolderPath('UserProfile')
$env:PATH = $env:PATH + [IO.Path]::PathSeparator + (Join-Path (Join-Path $userFolder '.dotnet') 'tools')
if (-not (Get-Command nanoff -ErrorAction SilentlyContinue)) {
    Stop-Here '没有找到 nanoff。联网后运行：dotnet tool install -g nanoff' 'nanoff is not there. With a network, run: dotnet tool install -g nanoff'
}

# 3
Say '3/7 查找串口' '3/7 Looking for the serial port'
if (-not $Port) {
    $ports = @([System.IO.Ports.SerialPort]::GetPortNames() | Sort-Object -Unique | Where-Object { $_ -ne 'COM1' })
    if ($ports.Count -eq 0) {
        Stop-Here '没有找到控制板。请用数据线（不是充电线）连接USB，必要时安装CP210x或CH340驱动。' 'No board was found. Connect it with a USB data cable (not a charging cable); it may need the CP210x or CH340 driver.'
    }
    if ($ports.Count -gt 1) {
        Stop-Here "有多个串口：$ports。请拔掉其他设备，或指定：-Port $($ports[0])" "There are several ports: $ports. Unplug the others, or name one: -Port $($ports[0])"
    }
    $Port = $ports[0]
}
Say "使用串口 $Port" "Using port $Port"

# The flash tool takes the port for these two from the file. The copies hold the Wi-Fi's password and go again at once.
$work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
New-Item -ItemType Directory -Path $work | Out-Null
function Write-WithPort([string]$Name) {
    $text = [IO.File]::ReadAllText((Join-Path $PSScriptRoot $Name))
    $file = Join-Path $work $Name
    [IO.File]::WriteAllText($file, '{ "SerialPort": "' + $Port + '",' + $text.Substring($text.IndexOf('{') + 1))
    return $file
}

Invoke-Step '4/7 写入运行环境（约1分钟）' '4/7 Writing the runtime (about a minute)' `
    "运行环境没有写入。请按住BOOT键再试；换一根数据线或USB口；控制板必须是 $target。首次需要联网下载。" `
    "The runtime was not written. Hold BOOT and try again; use another cable or USB port; the board must be a $target. The first time it is downloaded, which needs a network." `
    @('--update', '--target', $target, '--serialport', $Port)
Invoke-Step '5/7 写入网络设置' '5/7 Writing the network settings' `
    '网络设置没有写入。请按一下RESET键，等5秒再运行。' `
    'The network settings were not written. Press RESET, wait 5 seconds and run this again.' `
    @('--networkdeployment', (Write-WithPort 'network.json'))
Invoke-Step '6/7 写入配置文件' '6/7 Writing the configuration files' `
    '配置文件没有写入。请按一下RESET键，等5秒再运行。' `
    'The configuration files were not written. Press RESET, wait 5 seconds and run this again.' `
    @('--filedeployment', (Write-WithPort 'files.json'))
Invoke-Step '7/7 写入机柜程序' '7/7 Writing the cabinet program' `
    '机柜程序没有写入。请按住BOOT键再试；检查固件文件是否完整。' `
    'The cabinet program was not written. Hold BOOT and try again; is the firmware image whole?' `
    @('--target', $target, '--serialport', $Port, '--deploy', '--image', $image)

Clear-Work
Write-Host ''
Say "[完成] $id 已写好。请按RESET键，贴上标签，再按安装清单检查。" "[DONE] $id is written. Press RESET, put its label on, and go through the installation checklist."
exit 0
