using NATS.Client.JetStream;

namespace AedCabinet.Cell.Source;

/// <summary>A prefecture's stream as the cluster has it.</summary>
/// <param name="Consumer">The worker's consumer.</param>
/// <param name="MadeMs">When the stream was made, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Last">The number of its last message.</param>
/// <param name="Confirmed">Up to this number everything was confirmed to it.</param>
internal sealed record OpenStream(INatsJSConsumer Consumer, long MadeMs, long Last, long Confirmed);
