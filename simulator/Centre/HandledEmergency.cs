using AedCabinet.Contract;

namespace AedCabinet.Centre;

/// <summary>An emergency that is over, with what the centre did about it.</summary>
/// <param name="Topic">The cabinet's topic.</param>
/// <param name="Since">When it began.</param>
/// <param name="Ended">When the cabinet reported it no more.</param>
/// <param name="Case">What was done, without a step when nothing was.</param>
public sealed record HandledEmergency(CabinetTopic Topic, DateTimeOffset Since, DateTimeOffset Ended, EmergencyCase Case);
