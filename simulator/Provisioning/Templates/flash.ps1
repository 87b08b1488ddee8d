# 为机柜 {{id}} 的控制板写入固件、网络设置和配置，然后读回核对。可以重复运行。
# Writes firmware, network settings and configuration to the board of cabinet {{id}}, then reads back what it runs. May be run again at any time.
#
# 用法 Usage: powershell -ExecutionPolicy Bypass -File flash.ps1 [-Port COM3]
# 固件文件 Firmware image: ..\firmware\aed-cabinet.bin，或 or $env:AED_FIRMWARE；旁边必须有 with aed-cabinet.json beside it
param([string]$Port = '{{port}}')

$ErrorActionPreference = 'Continue'
$id = '{{id}}'
$target = '{{target}}'
$address = '{{address}}'
$bench = '{{bench}}'
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

# Whether the flash tool did what it was asked. It may report success although a file was refused, so what it says is read too.
$said = New-Object System.Collections.Generic.List[string]
function Invoke-Tool([string[]]$Arguments) {
    $said.Clear()
    & nanoff @Arguments --suppressnanoffversioncheck 2>&1 | ForEach-Object { $line = "$_"; Write-Host $line; $said.Add(($line -replace "$([char]27)\[[0-9;]*m", '')) }
    $isRefused = @($said | Where-Object { $_ -match '^ *(error|exception)[ :]|[.:] *error ' }).Count -gt 0
    return ($LASTEXITCODE -eq 0) -and (-not $isRefused)
}

function Wait-Again([int]$Try) {
    Say "第 $Try 次没有成功，再试一次。" "Attempt $Try failed; trying again."
    $pause = 2
    if ($env:AED_RETRY_PAUSE) { $pause = [int]$env:AED_RETRY_PAUSE }
    Start-Sleep -Seconds $pause
}

# A step of the flash tool, up to three times: a cold board or cable sometimes fails at first.
function Invoke-Step([string]$Chinese, [string]$English, [string]$HelpChinese, [string]$HelpEnglish, [string[]]$Arguments) {
    Say $Chinese $English
    for ($try = 1; $try -le $tries; $try++) {
        if (Invoke-Tool $Arguments) { return }
        if ($try -lt $tries) { Wait-Again $try }
    }

    Stop-Here $HelpChinese $HelpEnglish
}

Set-Location -LiteralPath $PSScriptRoot
$image = '../firmware/aed-cabinet.bin'
if (Test-Content 'aed-cabinet.bin') { $image = 'aed-cabinet.bin' }
if ($env:AED_FIRMWARE) { $image = $env:AED_FIRMWARE }
$folder = Split-Path -Parent $image
if (-not $folder) { $folder = '.' }
$manifestFile = Join-Path $folder 'aed-cabinet.json'

Say "机柜 $id，控制板 $target" "Cabinet $id, board $target"
if ($bench) { Say '注意：这种控制板内存不够，仅供台架试验，不得装柜。' 'Note: this board has too little memory. It is for the bench only: never hang it in a cabinet.' }

# 1
Say '1/8 检查文件' '1/8 Checking the files'
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
if (-not (Test-Content $manifestFile)) {
    Stop-Here "固件旁边没有 aed-cabinet.json，不知道固件是什么。请从办公室重新拷贝整个 firmware 文件夹。" "There is no aed-cabinet.json beside the image, so nobody knows what it is. Copy the whole folder firmware anew from the office."
}
$manifest = $null
try { $manifest = [IO.File]::ReadAllText((Resolve-Path -LiteralPath $manifestFile).ProviderPath) | ConvertFrom-Json } catch { }
$version = "$($manifest.version)"
$tool = "$($manifest.flashTool)"
if ((-not $version) -or (-not $tool) -or ("$($manifest.assemblies.'AedCabinet.Controller')" -cne $version)) {
    Stop-Here 'aed-cabinet.json 已损坏或被改过。请从办公室重新拷贝整个 firmware 文件夹。' 'aed-cabinet.json is damaged or was changed. Copy the whole folder firmware anew from the office.'
}
function Get-Sha256([string]$File) {
    if (-not (Test-Content $File)) { return '' }
    return (Get-FileHash -LiteralPath $File -Algorithm SHA256).Hash.ToLowerInvariant()
}
if (((Get-Item -LiteralPath $image).Length -ne $manifest.size) -or ((Get-Sha256 $image) -cne "$($manifest.sha256)")) {
    Stop-Here "固件文件 $image 不是 aed-cabinet.json 所说的 $version。请从办公室重新拷贝整个 firmware 文件夹。" "$image is not the image $version of aed-cabinet.json. Copy the whole folder firmware anew from the office."
}
$runtime = "$($manifest.runtime.$target)"
if (-not $runtime) {
    Stop-Here "固件不是给控制板 $target 的。请让办公室为它生成固件文件夹。" "The image is not for the board $target. Ask the office for a firmware folder that is."
}
$archive = "$target-$runtime.zip"
$source = @()
if ($manifest.archives.$archive) {
    if ((Get-Sha256 (Join-Path (Join-Path $folder 'runtime') $archive)) -cne "$($manifest.archives.$archive)") {
        Stop-Here "运行环境 runtime/$archive 缺少或已损坏。请从办公室重新拷贝整个 firmware 文件夹。" "The runtime runtime/$archive is missing or damaged. Copy the whole folder firmware anew from the office."
    }
    $source = @('--fromarchive', '--archivepath', (Join-Path $folder 'runtime'))
}
Say "固件 $version，运行环境 $runtime" "Firmware $version, runtime $runtime"

# 2
Say '2/8 检查刷写工具 nanoff' '2/8 Checking the flash tool nanoff'
$userFolder = [Environment]::GetFolderPath('UserProfile')
$env:PATH = $env:PATH + [IO.Path]::PathSeparator + (Join-Path (Join-Path $userFolder '.dotnet') 'tools')
if (-not (Get-Command nanoff -ErrorAction SilentlyContinue)) {
    Stop-Here "没有找到 nanoff。联网后运行：dotnet tool install -g nanoff --version $tool" "nanoff is not there. With a network, run: dotnet tool install -g nanoff --version $tool"
}
$installed = '?'
if ("$(& nanoff --version 2>&1)" -match '\d+\.\d+\.\d+') { $installed = $Matches[0] }
if ($installed -cne $tool) {
    Stop-Here "nanoff 的版本是 $installed，必须是 $tool。联网后运行：dotnet tool uninstall -g nanoff，再运行 dotnet tool install -g nanoff --version $tool" "nanoff is version $installed, and it must be $tool. With a network, run: dotnet tool uninstall -g nanoff, then dotnet tool install -g nanoff --version $tool"
}

# 3
Say '3/8 查找串口' '3/8 Looking for the serial port'
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

Invoke-Step '4/8 写入运行环境（约1分钟）' '4/8 Writing the runtime (about a minute)' `
    "运行环境没有写入。请按住BOOT键再试；换一根数据线或USB口；控制板必须是 $target。固件文件夹里没有它时要联网下载 $runtime。" `
    "The runtime was not written. Hold BOOT and try again; use another cable or USB port; the board must be a $target. Where the firmware folder does not bring it, $runtime is downloaded, which needs a network." `
    (@('--update', '--target', $target, '--serialport', $Port, '--fwversion', $runtime) + $source)
Invoke-Step '5/8 写入网络设置' '5/8 Writing the network settings' `
    '网络设置没有写入。请按一下RESET键，等5秒再运行。' `
    'The network settings were not written. Press RESET, wait 5 seconds and run this again.' `
    @('--networkdeployment', (Write-WithPort 'network.json'))
Invoke-Step '6/8 写入配置文件' '6/8 Writing the configuration files' `
    '配置文件没有写入。请按一下RESET键，等5秒再运行。' `
    'The configuration files were not written. Press RESET, wait 5 seconds and run this again.' `
    @('--filedeployment', (Write-WithPort 'files.json'))
# The address is the board's own: the flash tool has one for all chips, and where it is wrong it still reports success.
Invoke-Step '7/8 写入机柜程序' '7/8 Writing the cabinet program' `
    '机柜程序没有写入。请按住BOOT键再试；检查固件文件是否完整。' `
    'The cabinet program was not written. Hold BOOT and try again; is the firmware image whole?' `
    @('--target', $target, '--serialport', $Port, '--deploy', '--image', $image, '--address', $address)

# What the board says of itself, by the heading of the list.
function Get-Listed([string]$Heading) {
    $isOn = $false
    foreach ($line in $said) {
        if ($line -ceq "${Heading}:") { $isOn = $true }
        elseif ($line -match '^[^ ]') { $isOn = $false }
        elseif ($isOn -and $line.Trim()) { $line.Trim() }
    }
}
function Get-Field([string]$Name) {
    foreach ($line in $said) {
        if ($line -cmatch "^  $([regex]::Escape($Name)): +(\S+)\s*$") { return $Matches[1] }
    }
    return ''
}

# Does the board run what was written? Gives in both languages what differs, or nothing.
function Get-Difference {
    $found = Get-Field 'Target'
    if (-not $found) {
        return @('控制板没有回答。请按RESET键，等5秒再运行；仍然不行，说明运行环境没有启动。', 'The board does not answer. Press RESET, wait 5 seconds and run this again; if it stays so, the runtime did not start.')
    }
    $clr = Get-Field 'CLR Version'
    if (($found -cne $target) -or ($clr -cne $runtime)) {
        return @("控制板的运行环境是 $found $clr，应为 $target $runtime。请再运行一次；仍然不行，请告诉办公室。", "The board's runtime is $found $clr and should be $target $runtime. Run this again; if it stays so, tell the office.")
    }
    $native = @(Get-Listed 'Native Assemblies')
    foreach ($part in $manifest.native.PSObject.Properties) {
        $own = ''
        foreach ($line in $native) { if ($line.StartsWith("$($part.Name) v", [StringComparison]::Ordinal)) { $own = ($line -split ' ')[-1] } }
        if ($own -ne $part.Value) {
            $has = $own
            if (-not $has) { $has = '无'; $own = 'none' }
            return @("程序与运行环境不相配，不会启动：$($part.Name) 需要 $($part.Value)，控制板有 $has。请告诉办公室。", "Program and runtime don't fit, and the program will not start: $($part.Name) needs $($part.Value), and the board has $own. Tell the office.")
        }
    }
    $assemblies = @(Get-Listed 'Assemblies')
    foreach ($part in $manifest.assemblies.PSObject.Properties) {
        $own = ''
        foreach ($line in $assemblies) { if ($line.StartsWith("$($part.Name), ", [StringComparison]::Ordinal)) { $own = ($line -split ', ')[1] } }
        if (-not $own) {
            return @("nanoff报告成功，但控制板上没有程序 $($part.Name)。请再运行一次；仍然不行，换一块控制板，并告诉办公室。", "nanoff reported success, but the board lists no program $($part.Name). Run this again; if it stays so, take another board and tell the office.")
        }
        if ($own -cne $part.Value) {
            return @("控制板上的 $($part.Name) 是 $own，固件文件里是 $($part.Value)。请再运行一次；仍然不行，请告诉办公室。", "The board runs $($part.Name) $own, and the firmware image has $($part.Value). Run this again; if it stays so, tell the office.")
        }
    }
}

# 8
Say '8/8 读回核对' '8/8 Reading back what the board runs'
for ($try = 1; $try -le $tries; $try++) {
    # Only as a nano device does a board list its assemblies; as an ESP32 the tool tells of the chip alone.
    if (Invoke-Tool @('--nanodevice', '--devicedetails', '--serialport', $Port)) {
        $wrong = @(Get-Difference)
    } else {
        $wrong = @('读不到控制板的信息。请按RESET键，等5秒再运行。没有读回核对，不算写好。', 'The board could not be read back. Press RESET, wait 5 seconds and run this again. Without that it does not count as written.')
    }
    if ($wrong.Count -eq 0) { break }
    if ($try -eq $tries) { Stop-Here $wrong[0] $wrong[1] }
    Wait-Again $try
}

Clear-Work
Write-Host ''
Say "控制板运行 AedCabinet.Controller $version，运行环境 $runtime" "The board runs AedCabinet.Controller $version on the runtime $runtime"
if ($bench) {
    Say "[完成] $id 已写好并核对。仅供台架试验，不得装柜。" "[DONE] $id is written and read back. For the bench only: never hang it in a cabinet."
} else {
    Say "[完成] $id 已写好并核对。请按RESET键，贴上标签，再按安装清单检查。" "[DONE] $id is written and read back. Press RESET, put its label on, and go through the installation checklist."
}
exit 0
