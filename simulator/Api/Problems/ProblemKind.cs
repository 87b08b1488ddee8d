using AedCabinet.Terminal;

namespace AedCabinet.Api.Problems;

/// <summary>The problems that the API tells of, each with its own address.</summary>
internal sealed record ProblemKind(string Code, int Status, Wording Title, Wording Advice)
{
    public static readonly ProblemKind Invalid = new("invalid", StatusCodes.Status400BadRequest,
        new("请求有误", "The request is wrong"), new("改正列出的各处后再发。", "Correct what is listed and send it again."));

    public static readonly ProblemKind LogIn = new("log-in", StatusCodes.Status401Unauthorized,
        new("未登录", "Not logged in"), new("请登录，或在Authorization头中给出访问令牌。", "Log in, or give an access token in the header Authorization."));

    public static readonly ProblemKind NotAllowed = new("not-allowed", StatusCodes.Status403Forbidden,
        new("没有这项权限", "Not allowed"), new("需要这项权限时，请管理员授予。", "Where it is needed, ask an administrator for the right."));

    public static readonly ProblemKind NotFound = new("not-found", StatusCodes.Status404NotFound,
        new("没有找到", "Not found"), new("请核对地址和编号。", "Check the address and the id."));

    public static readonly ProblemKind WrongMethod = new("wrong-method", StatusCodes.Status405MethodNotAllowed,
        new("此地址不支持这种方法", "This address does not know the method"), new("可用的方法见Allow头。", "The header Allow names those it knows."));

    public static readonly ProblemKind Conflict = new("conflict", StatusCodes.Status409Conflict,
        new("与现状不符", "It does not fit how things stand"), new("请重新读取后再决定。", "Read it again and decide anew."));

    public static readonly ProblemKind Changed = new("changed", StatusCodes.Status412PreconditionFailed,
        new("读取之后已被别人更改", "It was changed since it was read"), new("请重新读取，再按新的ETag更改。", "Read it again and change it by its new ETag."));

    public static readonly ProblemKind TagNeeded = new("tag-needed", StatusCodes.Status428PreconditionRequired,
        new("缺少If-Match", "The header If-Match is lacking"),
        new("请先读取，再在If-Match头中给出读到的ETag。", "Read it first, and give its ETag in the header If-Match."));

    public static readonly ProblemKind TooLarge = new("too-large", StatusCodes.Status413PayloadTooLarge,
        new("请求体太大", "The body is too large"), new("请缩短后再发。", "Shorten it and send it again."));

    public static readonly ProblemKind WrongType = new("wrong-type", StatusCodes.Status415UnsupportedMediaType,
        new("请求体不是JSON", "The body is not JSON"), new("请用Content-Type: application/json发送。", "Send it as Content-Type: application/json."));

    public static readonly ProblemKind KeyUsed = new("key-used", StatusCodes.Status422UnprocessableEntity,
        new("Idempotency-Key已用于另一请求", "The Idempotency-Key was used for another request"),
        new("新的请求请用新的Idempotency-Key。", "Use a new Idempotency-Key for a new request."));

    public static readonly ProblemKind TooMany = new("too-many", StatusCodes.Status429TooManyRequests,
        new("请求太频繁", "Too many requests"), new("请按Retry-After头等待后再发。", "Wait as the header Retry-After says, and send it again."));

    public static readonly ProblemKind StoreAway = new("store-away", StatusCodes.Status503ServiceUnavailable,
        new("数据库暂时不可用", "The database is away"),
        new("什么也没有保存；请按Retry-After头等待后再发。", "Nothing was saved; wait as the header Retry-After says, and send it again."));

    public static readonly ProblemKind NotSent = new("not-sent", StatusCodes.Status503ServiceUnavailable,
        new("命令没有发出", "The command was not sent"),
        new("什么也没有发出；请按Retry-After头等待后再发。", "Nothing was sent; wait as the header Retry-After says, and send it again."));

    public static readonly ProblemKind Failed = new("failed", StatusCodes.Status500InternalServerError,
        new("程序出错", "The program failed"), new("请把时间和地址告知管理员。", "Tell an administrator the time and the address."));

    private const string Addresses = "/v1/problems/";

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        Invalid, LogIn, NotAllowed, NotFound, WrongMethod, Conflict, Changed, TagNeeded, TooLarge, WrongType, KeyUsed, TooMany, StoreAway,
        NotSent, Failed,
    ];

    /// <summary>Gets the address of its description.</summary>
    public string Type => Addresses + Code;

    /// <summary>The problem that a bare status stands for.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The problem; <c>null</c> for a status that is none here.</returns>
    public static ProblemKind? OfStatus(int status) => All.FirstOrDefault(kind => kind.Status == status);
}
