using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.Networking;

namespace AedCabinet.StandIns.Tests.Platform;

[TestClass]
public class NetworkTests
{
    private const int PatienceMs = 30_000;

    [TestInitialize]
    [TestCleanup]
    public void Reset()
    {
        WifiNetworkHelper.State.HasAddress = true;
        NetworkHelper.State.HasAddress = true;
        WifiNetworkHelper.Reset();
    }

    [TestMethod]
    public void The_network_is_ready_after_its_setup_and_not_before()
    {
        Assert.AreEqual(NetworkHelperStatus.None, NetworkHelper.Status);
        Assert.IsFalse(NetworkHelper.NetworkReady.WaitOne(0));

        NetworkHelper.SetupNetworkHelper(requiresDateTime: true);

        Assert.IsTrue(NetworkHelper.NetworkReady.WaitOne(PatienceMs));
        Assert.AreEqual(NetworkHelperStatus.NetworkIsReady, NetworkHelper.Status);
        Assert.IsNull(NetworkHelper.HelperException);
    }

    [TestMethod]
    public void The_setup_is_done_once()
    {
        WifiNetworkHelper.SetupNetworkHelper();
        NetworkHelper.SetupNetworkHelper();

        Assert.ThrowsExactly<InvalidOperationException>(() => WifiNetworkHelper.SetupNetworkHelper());
        Assert.ThrowsExactly<InvalidOperationException>(() => NetworkHelper.SetupNetworkHelper());

        WifiNetworkHelper.Reset();
        WifiNetworkHelper.SetupNetworkHelper();
        NetworkHelper.SetupNetworkHelper();
    }

    [TestMethod]
    public void A_reset_brings_another_event()
    {
        WifiNetworkHelper.SetupNetworkHelper();
        var before = WifiNetworkHelper.NetworkReady;

        WifiNetworkHelper.Reset();

        Assert.AreNotSame(before, WifiNetworkHelper.NetworkReady);
        Assert.IsFalse(WifiNetworkHelper.NetworkReady.WaitOne(0));
        Assert.AreEqual(NetworkHelperStatus.None, WifiNetworkHelper.Status);
    }

    [TestMethod]
    public void A_lost_address_is_awaited_again()
    {
        WifiNetworkHelper.SetupNetworkHelper();

        WifiNetworkHelper.State.HasAddress = false;
        Assert.IsFalse(WifiNetworkHelper.NetworkReady.WaitOne(0));
        Assert.AreEqual(NetworkHelperStatus.Reconnecting, WifiNetworkHelper.Status);

        WifiNetworkHelper.State.HasAddress = true;
        Assert.IsTrue(WifiNetworkHelper.NetworkReady.WaitOne(0));
    }

    [TestMethod]
    public void Waiting_for_an_address_ends_with_the_token()
    {
        WifiNetworkHelper.State.HasAddress = false;
        using var source = new CancellationTokenSource(50);

        Assert.IsFalse(WifiNetworkHelper.Reconnect(token: source.Token));
        Assert.AreEqual(NetworkHelperStatus.TokenExpiredWaitingIPAddress, WifiNetworkHelper.Status);
    }

    [TestMethod]
    public void Waiting_for_an_address_ends_with_the_address()
    {
        NetworkHelper.State.HasAddress = false;
        var waiting = Task.Run(() => NetworkHelper.SetupAndConnectNetwork());
        Assert.IsTrue(SpinWait.SpinUntil(() => NetworkHelper.Status == NetworkHelperStatus.Started, PatienceMs));

        NetworkHelper.State.HasAddress = true;

        Assert.IsTrue(waiting.Wait(PatienceMs) && waiting.Result);
        Assert.AreEqual(NetworkHelperStatus.NetworkIsReady, NetworkHelper.Status);
    }

    [TestMethod]
    public void A_radio_that_is_not_there_is_told_by_the_status()
    {
        Assert.IsFalse(WifiNetworkHelper.Reconnect(wifiAdapterId: 1));
        Assert.AreEqual(NetworkHelperStatus.ExceptionOccurred, WifiNetworkHelper.Status);
        Assert.IsInstanceOfType<IndexOutOfRangeException>(WifiNetworkHelper.HelperException);
    }

    [TestMethod]
    public void The_time_client_keeps_its_state_and_asks_nobody()
    {
        var updates = Sntp.Updates;
        Sntp.Stop();
        Assert.IsFalse(Sntp.IsStarted);
        Assert.AreEqual("0.pool.ntp.org", Sntp.Server1);

        Sntp.UpdateNow();

        Assert.IsTrue(Sntp.IsStarted);
        Assert.AreEqual(updates + 1, Sntp.Updates);
        Sntp.Stop();
    }
}
