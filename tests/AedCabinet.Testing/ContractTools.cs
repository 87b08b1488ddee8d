namespace AedCabinet.Testing;

/// <summary>What the contract's validator needs to run: Node.js, and the packages that <c>npm ci</c> puts beside it.</summary>
internal sealed class ContractTools
{
    private static readonly string[] s_nodeNames = OperatingSystem.IsWindows() ? ["node.exe"] : ["node"];

    private ContractTools(string node, string script)
    {
        Node = node;
        Script = script;
    }

    /// <summary>Gets the full path of Node.js.</summary>
    public string Node { get; }

    /// <summary>Gets the full path of the validator.</summary>
    public string Script { get; }

    /// <summary>Looks for the tools.</summary>
    /// <param name="searchPath">The folders to look for Node.js in, as the variable <c>PATH</c> has them.</param>
    /// <param name="folder">The folder of the validator.</param>
    /// <param name="whyNot">What is missing, or <c>null</c>.</param>
    /// <returns>The tools, or <c>null</c> when one is missing.</returns>
    public static ContractTools? Find(string searchPath, string folder, out string? whyNot)
    {
        string? node = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(_ => s_nodeNames, Path.Combine)
            .FirstOrDefault(File.Exists);
        whyNot = node is null
            ? "Node.js is missing: install it, or run tests/run.sh which does."
            : Directory.Exists(Path.Combine(folder, "node_modules", "ajv"))
                ? null
                : "The packages of tests/contract are missing: run npm ci there, or tests/run.sh which does.";
        return whyNot is null ? new ContractTools(node!, Path.Combine(folder, "validate.mjs")) : null;
    }
}
