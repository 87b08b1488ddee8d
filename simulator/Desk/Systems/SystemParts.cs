using AedCabinet.Desk.Calls;
using AedCabinet.Desk.Feed;

namespace AedCabinet.Desk.Systems;

/// <summary>What a system works with.</summary>
/// <param name="Centre">The centre, as this system reaches it.</param>
/// <param name="Feed">Where the centre delivers.</param>
/// <param name="Paper">Where lines go.</param>
/// <param name="Clock">The time.</param>
/// <param name="Pace">How long people take from one step to the next; zero for a test.</param>
/// <param name="ActsAlone">Whether it does by itself what people would do.</param>
internal sealed record SystemParts(CentreCalls Centre, FeedReceiver Feed, Paper Paper, TimeProvider Clock, TimeSpan Pace, bool ActsAlone);
