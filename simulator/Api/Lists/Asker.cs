using AedCabinet.Access;
using AedCabinet.Api.Problems;
using AedCabinet.Centre;
using AedCabinet.Ledger;

namespace AedCabinet.Api.Lists;

/// <summary>Who asks, what that one may see, and the record of what it did.</summary>
/// <param name="http">The request.</param>
/// <param name="office">Has the cabinets.</param>
/// <param name="audit">Keeps who did what.</param>
/// <param name="clock">The time.</param>
internal sealed class Asker(IHttpContextAccessor http, IRegistryOffice office, IAuditLog audit, TimeProvider clock)
{
    private readonly HttpContext _context = http.HttpContext!;

    /// <summary>Gets what may be seen and done.</summary>
    public AccessScope Scope { get; } = AccessScope.Of(http.HttpContext!.User);

    /// <summary>Gets the cabinets that may be seen, as the database's own condition.</summary>
    public CabinetCut Cut => Scope.Reach() is { } parts ? new CabinetCut(parts) : CabinetCut.All;

    /// <summary>Finds a cabinet that may be seen.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>What is known of it.</returns>
    /// <exception cref="ProblemException">There is none, or not for who asks.</exception>
    public async Task<CabinetRecord> FindAsync(string id)
    {
        CabinetRecord? cabinet = office.Find(id);
        if (cabinet is not null && Scope.May(Permission.See, cabinet.Topic))
        {
            return cabinet;
        }

        if (cabinet is not null)
        {
            await ProblemWriter.NoteAsync(_context, id);
        }

        throw ProblemException.NoCabinet(id);
    }

    /// <summary>Finds a cabinet with which something may be done.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="permission">What.</param>
    /// <returns>What is known of it.</returns>
    /// <exception cref="ProblemException">There is none, or it may only be seen.</exception>
    public async Task<CabinetRecord> FindAsync(string id, Permission permission)
    {
        CabinetRecord cabinet = await FindAsync(id);
        if (!Scope.May(permission, cabinet.Topic))
        {
            await ProblemWriter.NoteAsync(_context, id);
            throw new ProblemException(ProblemKind.NotAllowed);
        }

        return cabinet;
    }

    /// <summary>Notes that something was refused: what is there, and not for who asks.</summary>
    /// <param name="cabinet">The cabinet's id; <c>null</c> for none.</param>
    /// <returns>When it is kept.</returns>
    public Task RefuseAsync(string? cabinet) => ProblemWriter.NoteAsync(_context, cabinet);

    /// <summary>Notes what was done, before it is: what can't be noted is not done.</summary>
    /// <param name="action">What, a word.</param>
    /// <param name="cabinet">The cabinet's id.</param>
    /// <param name="detail">What else there is to say.</param>
    /// <returns>When it is kept.</returns>
    public Task NoteAsync(string action, string? cabinet, string? detail = null) => audit.AddAsync(
        new AuditEntry(clock.GetUtcNow(), Scope.Name, ProblemWriter.FromOf(_context), action, cabinet, true, detail),
        _context.RequestAborted);
}
