using AedCabinet.Terminal;

namespace AedCabinet.Simulator.Provisioning;

/// <summary>Something wrong in a cabinet's folder or beside it.</summary>
/// <param name="File">The file, relative to the folder that was checked.</param>
/// <param name="What">What is wrong. Never repeats a secret.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="IsHint">Whether it may be as it should.</param>
public sealed record BundleProblem(string File, Wording What, Wording Remedy, bool IsHint = false)
{
    /// <summary>The remedy when the folder must be made again.</summary>
    public static readonly Wording MakeAnew = new("用“provision … --force”重做这个文件夹", "make the folder anew with \"provision … --force\"");

    /// <summary>The remedy when a run was interrupted, or made with other settings.</summary>
    public static readonly Wording RunAgain = new("再运行一次同样的provision命令", "run the same \"provision\" command again");

    /// <summary>What is wrong with a file that is not there.</summary>
    public static readonly Wording IsMissing = new("没有这个文件", "is missing");

    /// <summary>What is wrong with a file that is not its owner's only.</summary>
    public static readonly Wording IsOpen = new("别人也能读，而里面有密钥", "may be read by others, and it holds secrets");

    /// <inheritdoc/>
    public override string ToString() => In(false);

    /// <summary>The problem as a line of text.</summary>
    /// <param name="isChinese">Whether in Chinese.</param>
    /// <returns>The line.</returns>
    public string In(bool isChinese) => isChinese
        ? $"{File}: {(IsHint ? "注意：" : string.Empty)}{What.Zh}；{Remedy.Zh}。"
        : $"{File}: {(IsHint ? "note: " : string.Empty)}{What.En}; {Remedy.En}.";
}
