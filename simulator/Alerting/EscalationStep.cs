using AedCabinet.Centre;

namespace AedCabinet.Alerting;

/// <summary>Somebody who is to be told now.</summary>
/// <param name="Round">The how-maniest message about it.</param>
/// <param name="To">To whom; <c>null</c> when nobody is on call, which is noted too.</param>
internal sealed record EscalationStep(int Round, OnCallEntry? To);
