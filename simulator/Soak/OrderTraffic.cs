using System.Text;
using AedCabinet.Simulator.Physics;

namespace AedCabinet.Simulator.Soak;

/// <summary>
/// What is asked of the cabinet: orders of people who may give them, and storms of messages on its command topic from
/// strangers who may not, and of notices from threads that run wild.
/// </summary>
/// <param name="world">Where.</param>
/// <param name="random">Who asks for what, and when.</param>
internal sealed class OrderTraffic(SoakWorld world, SeededRandom random)
{
    private const int StormSize = 40;
    private const string Forged = "{{\"id\":\"c-{0}\",\"name\":\"{1}\",\"args\":\"{{}}\",\"counter\":{0},\"expires\":\"2099-01-01T00:00:00Z\",\"mac\":\"{2}\"}}";

    private static readonly CabinetRequest[] s_orders =
    [
        CabinetRequest.Acknowledge, CabinetRequest.Inspect, CabinetRequest.Silence, CabinetRequest.StartDrill, CabinetRequest.EndDrill,
        CabinetRequest.StartMaintenance, CabinetRequest.EndMaintenance, CabinetRequest.Locate, CabinetRequest.SelfTest,
    ];

    private static readonly string[] s_names = ["maintenance", "drill", "acknowledge", "inspect", "configure", "restart", "silence", "unlock"];

    private long _orderAtMs = 60000;
    private long _stormAtMs = 90000;
    private int _stormLeft;

    /// <summary>Gets or sets who judges what comes on the command topic; <c>null</c> while nobody does.</summary>
    public ICommandHandler? Handler { get; set; }

    /// <summary>Asks for what is due.</summary>
    public void Step()
    {
        long nowMs = world.Timeline.NowMs;
        if (nowMs >= _orderAtMs)
        {
            _orderAtMs = nowMs + random.NextInt(60000, 2400000);
            CabinetRequest order = s_orders[random.NextInt(0, s_orders.Length - 1)];
            world.Timeline.Add($"order {(int)order}");
            world.Report.Count("orders");
            world.Order(order, random.NextInt(0, 3600000));
        }

        if (nowMs >= _stormAtMs)
        {
            _stormAtMs = nowMs + random.NextInt(600000, 7200000);
            _stormLeft = StormSize;
            world.Report.Count("fault: storm of commands and notices");
            world.Timeline.Add("storm of commands and notices");
            for (int i = 0; i < StormSize; i++)
            {
                world.Boot!.Exchange.Notices.TryAdd(EventKind.CommandRejected, "\"reason\":\"wrong-mac\"");
            }

            world.Boot!.CheckBounds();
        }

        if (_stormLeft > 0)
        {
            _stormLeft--;
            if (world.Broker.TrySendCommand(Message()))
            {
                world.Report.Count("messages of strangers");
            }
        }
    }

    private byte[] Message()
    {
        string mac = Convert.ToHexStringLower(BitConverter.GetBytes(random.NextSeed()));
        string text = string.Format(System.Globalization.CultureInfo.InvariantCulture, Forged, random.NextInt(1, 1000000), s_names[random.NextInt(0, s_names.Length - 1)], mac + mac + mac + mac);
        byte[] payload = Encoding.UTF8.GetBytes(text);
        switch (random.NextInt(0, 3))
        {
            case 0:
                payload[random.NextInt(0, payload.Length - 1)] ^= (byte)(1 << random.NextInt(0, 7));
                return payload;
            case 1:
                return payload[..random.NextInt(0, payload.Length)];
            case 2:
                return new byte[random.NextInt(0, 4000)];
            default:
                return payload;
        }
    }
}
