using System.Reflection;
using AedCabinet.Commands;
using AedCabinet.Events;
using AedCabinet.Exchange;
using AedCabinet.Inputs;
using AedCabinet.Settings;
using AedCabinet.Simulator.Flash;
using AedCabinet.Simulator.Physics;
using AedCabinet.Simulator.Soak;
using AedCabinet.Simulator.Virtual;
using AedCabinet.State;
using AedCabinet.Storage;
using AedCabinet.Supervision;
using AedCabinet.Timing;

namespace AedCabinet.Desktop.Tests;

/// <summary>Each thing that the soak holds a cabinet to can fail: a cabinet that breaks it is found.</summary>
[TestClass]
public class SoakInvariantTests
{
    private readonly Timeline _timeline = new(null);
    private readonly SoakReport _report = new() { Seed = 0 };
    private readonly EventQueue _queue = new();

    [TestMethod]
    public void An_event_that_is_never_delivered_is_found()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        ledger.NoteStored();
        Pass(1000);

        Finds("no event is lost", () => ledger.CheckNothingIsOwed(_timeline.NowMs));
        ledger.Deliver(Json(1, 1));
        ledger.CheckNothingIsOwed(_timeline.NowMs);
    }

    [TestMethod]
    public void An_event_that_was_lost_with_its_flash_is_owed_no_more()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        ledger.NoteStored();
        Pass(1000);

        ledger.FlashLost();
        ledger.CheckNothingIsOwed(_timeline.NowMs);
        Assert.AreEqual(1, _report.CountOf("events lost with their flash"));
    }

    [TestMethod]
    public void Numbers_that_jump_or_come_again_are_found()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));

        Finds("events are numbered without a gap", () => ledger.Add(Event(1, 3)));
        Finds("events are numbered without a gap", () => ledger.Add(Event(1, 1)));
        Finds("no boot number is used twice", () => ledger.Begin(_queue, _queue, 1));
        ledger.Begin(_queue, _queue, 2);
    }

    [TestMethod]
    public void A_cabinet_without_a_name_may_use_a_number_that_nobody_hears_of()
    {
        EventInvariant ledger = Ledger();

        ledger.IsHeard = false;
        ledger.Begin(_queue, _queue, 1);
        ledger.Add(Event(1, 1));
        ledger.CheckNothingIsOwed(_timeline.NowMs + 1);
        ledger.IsHeard = true;
        Finds("no boot number is used twice", () => ledger.Begin(_queue, _queue, 1));
    }

    [TestMethod]
    public void An_event_stored_late_is_found_when_the_power_fails()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        Pass((2 * Cabinet.ScanPeriodMs) + 1);

        Finds("events are stored within 40 ms", () => ledger.PowerLost(true));
        ledger.PowerLost(false);
    }

    [TestMethod]
    public void An_event_that_is_changed_or_invented_is_found()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));

        Finds("an event is never changed", () => ledger.Deliver(Json(1, 1).Replace("info", "urgent", StringComparison.Ordinal)));
        Finds("an event is never changed", () => ledger.Deliver(Json(1, 1).Replace("\"aed\"", "\"kit\"", StringComparison.Ordinal)));
        Finds("no event comes from nowhere", () => ledger.Deliver(Json(1, 2)));
    }

    [TestMethod]
    public void An_event_handed_out_or_acknowledged_twice_is_found_unless_it_was_asked_for()
    {
        EventInvariant ledger = Ledger();
        CabinetEvent item = Event(1, 1);
        ledger.Add(item);
        ledger.NoteStored();
        Assert.IsTrue(ledger.TryTake(out CabinetEvent _));
        _queue.ReturnUnacknowledged();
        Finds("nothing is handed out twice", () => ledger.TryTake(out CabinetEvent _));

        Finds("only what the broker acknowledged is acknowledged", () => ledger.Acknowledge(item));
        ledger.Deliver(Json(1, 1));
        ledger.Confirm(Json(1, 1));
        ledger.Acknowledge(item);
        Finds("nothing is acknowledged twice", () => ledger.Acknowledge(item));
        ledger.AskAgain(1, 1, 1);
        ledger.Acknowledge(item);
    }

    [TestMethod]
    public void An_event_behind_half_a_record_may_come_again_after_a_restart_until_that_is_believed()
    {
        SimulatedFlash flash = new();
        CabinetEvent before = Event(1, 1);
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 1), [.. OutboxRecord.Encode(before, CabinetEvent.UnknownTime), 40, 0]);
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 2), OutboxRecord.Encode(Event(2, 1), CabinetEvent.UnknownTime));
        TornEnds torn = new(flash, _timeline);
        for (int boot = 0; boot < 8; boot++)
        {
            torn.Begin(true, _ => false);
            Pass(EventInvariant.AcknowledgementDurableMs + 1);
            Assert.IsTrue(torn.HoldUp(Severity.Info, 0));
            Assert.IsFalse(torn.HoldUp(Severity.Urgent, 0));
            torn.End(true);
        }

        // In the ninth boot, or after ten minutes, or once flash knows that what stands behind it is done with, nothing may.
        torn.Begin(true, _ => false);
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
        torn.Begin(true, key => key == Event(2, 1).Key);
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
        torn.Begin(false, _ => false);
        Assert.IsTrue(torn.HoldUp(Severity.Info, 0));
        Pass(620_000);
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
    }

    [TestMethod]
    public void What_is_torn_for_the_first_time_is_none_of_the_boots_in_a_row_before()
    {
        SimulatedFlash flash = new();
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 1), [.. OutboxRecord.Encode(Event(1, 1), CabinetEvent.UnknownTime), 40, 0]);
        TornEnds torn = new(flash, _timeline);
        for (int boot = 0; boot < 9; boot++)
        {
            torn.Begin(true, _ => false);
        }

        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 2), [.. OutboxRecord.Encode(Event(2, 1), CabinetEvent.UnknownTime), 40, 0]);
        torn.Begin(true, _ => false);
        Assert.IsTrue(torn.HoldUp(Severity.Info, 0));
    }

    [TestMethod]
    public void An_event_behind_a_file_that_ends_early_may_come_again_after_a_restart_but_behind_no_full_one()
    {
        SimulatedFlash flash = new();
        byte[] record = OutboxRecord.Encode(Event(1, 1), CabinetEvent.UnknownTime);
        byte[] next = OutboxRecord.Encode(Event(2, 1), CabinetEvent.UnknownTime);
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 1), record);
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 2), next);
        TornEnds torn = new(flash, _timeline);
        torn.Begin(true, _ => false);
        Assert.IsTrue(torn.HoldUp(Severity.Info, 0));
        torn.Begin(true, key => key == Event(2, 1).Key);
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));

        // So may one whose files were opened anew within the boot, no other.
        torn.Begin(true, key => key == Event(2, 1).Key);
        Pass(1000);
        flash.TryWrite(OutboxSegment.NameOf(Severity.Info, 3), OutboxRecord.Encode(Event(3, 1), CabinetEvent.UnknownTime));
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
        Assert.IsTrue(torn.HoldUp(Severity.Info, _timeline.NowMs));

        SimulatedFlash full = new();
        full.TryWrite(OutboxSegment.NameOf(Severity.Info, 1),
            [.. Enumerable.Repeat(record, (OutboxSegment.MaxBytes - next.Length + record.Length) / record.Length)
                .SelectMany(bytes => bytes)]);
        full.TryWrite(OutboxSegment.NameOf(Severity.Info, 2), next);
        torn = new(full, _timeline);
        torn.Begin(true, _ => false);
        Assert.IsFalse(torn.HoldUp(Severity.Info, 0));
    }

    [TestMethod]
    public void An_acknowledgement_that_flash_could_not_keep_is_not_held_against_the_cabinet_and_one_that_it_kept_is()
    {
        EventInvariant ledger = Ledger();
        CabinetEvent item = Event(1, 1);
        ledger.Add(item);
        ledger.NoteStored();
        ledger.IsHeldUp = severity => severity == Severity.Info;
        for (int boot = 2; boot < 4; boot++)
        {
            Assert.IsTrue(ledger.TryTake(out CabinetEvent _));
            ledger.Confirm(Json(1, 1));
            ledger.Acknowledge(item);
            Pass(EventInvariant.AcknowledgementDurableMs + 1);
            ledger.PowerLost(true);
            EventQueue flash = new();
            flash.Add(item);
            ledger.Begin(flash, flash, boot);
            ledger.IsHeldUp = _ => false;
        }

        Finds("nothing is handed out twice", () => ledger.TryTake(out CabinetEvent _));
    }

    [TestMethod]
    public void An_event_taken_before_an_emergency_is_found()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        EventQueue first = new();
        first.Add(Event(1, 1));
        ledger.Begin(_queue, first, 2);
        ledger.Add(Event(2, 1, Severity.Emergency));

        Finds("emergencies go first", () => ledger.TryTake(out CabinetEvent _));
    }

    [TestMethod]
    public void An_event_asked_for_again_that_does_not_come_is_found()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        ledger.Deliver(Json(1, 1));
        Assert.IsTrue(ledger.TryFindArrived(new SeededRandom(1), out int boot, out int from, out int to));
        ledger.AskAgain(boot, from, to);
        Pass(1000);

        Finds("what is asked for again comes again", () => ledger.CheckNothingIsOwed(_timeline.NowMs));
        ledger.Deliver(Json(1, 1));
        ledger.CheckNothingIsOwed(_timeline.NowMs);
        Assert.AreEqual(1, _report.CountOf("events given again"));
    }

    [TestMethod]
    public void An_event_whose_place_was_needed_need_not_come_again()
    {
        SimulatedFlash flash = new();
        EventInvariant ledger = Ledger();
        ledger.IsOnFlash = new TornEnds(flash, _timeline).Holds;
        CabinetEvent item = Event(1, 1);
        ledger.Add(item);
        ledger.Deliver(Json(1, 1));
        byte[] record = OutboxRecord.Encode(item, CabinetEvent.UnknownTime);

        // Behind half a record it is there.
        flash.TryWrite("out-0-000001", [.. record[..20], .. record]);
        ledger.AskAgain(1, 1, 1);
        Pass(1000);
        Finds("what is asked for again comes again", () => ledger.CheckNothingIsOwed(_timeline.NowMs));
        ledger.Deliver(Json(1, 1));
        ledger.CheckNothingIsOwed(_timeline.NowMs);

        flash.TryDelete("out-0-000001");
        ledger.AskAgain(1, 1, 1);
        Pass(1000);
        ledger.CheckNothingIsOwed(_timeline.NowMs);
    }

    [TestMethod]
    public void Events_asked_for_again_may_be_refused_only_while_flash_can_t_be_read()
    {
        EventInvariant ledger = Ledger();
        ledger.Add(Event(1, 1));
        ledger.Deliver(Json(1, 1));
        ledger.AskAgain(1, 1, 1);
        ledger.ReadAgain(1, 1, 1, out CabinetEvent _);
        Pass(1000);

        Finds("what is asked for again comes again", () => ledger.NoteGiven(-1));
        ledger.NoteGiven(0);
        Finds("what is asked for again comes again", () => ledger.CheckNothingIsOwed(_timeline.NowMs));
        ledger.AreReadsSound = () => false;
        ledger.ReadAgain(1, 1, 1, out CabinetEvent _);
        ledger.NoteGiven(-1);
        ledger.CheckNothingIsOwed(_timeline.NowMs);
    }

    [TestMethod]
    public void A_sounder_that_comes_late_is_found()
    {
        AlarmInvariant alarm = new(_timeline, _report);
        InputImage inputs = new();
        OutputImage outputs = new();
        alarm.Begin();
        alarm.Check(inputs, outputs, false);
        Pass(1000);
        alarm.Check(inputs, outputs, false);
        inputs.AedDoorContactOpen = true;
        alarm.Check(inputs, outputs, false);
        Finds("a frozen board is safe", () => alarm.Freeze(new OutputImage { LockRelease = true }));
        Finds("no restart during an alarm", () => alarm.CheckRestart(outputs));
        Pass(AlarmInvariant.DeadlineMs + 1);

        Finds("the sounder comes in time", () => alarm.Check(inputs, outputs, false));
    }

    [TestMethod]
    public void A_kit_that_opened_while_it_slept_is_told_within_the_time_of_the_boot_that_can()
    {
        KitInvariant kit = new(_timeline, _report);
        kit.Check(false, true, false);
        kit.Check(true, true, false);
        kit.Check(false, false, false);
        Pass(KitInvariant.ToldMs);
        kit.BeginAgain(true);
        Pass(KitInvariant.ToldMs);
        kit.Check(false, false, false);
        Pass(Cabinet.ScanPeriodMs);
        Finds("an opened kit is told", () => kit.Check(false, false, false));

        kit.BeginAgain(false);
        kit.Check(false, false, false);
    }

    [TestMethod]
    [DataRow(true, false, true)]
    [DataRow(true, true, false)]
    [DataRow(false, false, false)]
    public void A_kit_whose_flash_refused_to_remember_its_door_shut_is_not_held_to_tell_it_open(bool isRememberedOpen, bool isFlashSound,
        bool isForgiven)
    {
        KitInvariant kit = new(_timeline, _report);
        Watch(kit, false, 1000, isRunning: true);
        kit.FallAsleep(isRememberedOpen, isFlashSound);
        Watch(kit, false, 1000, isAsleep: true);
        Watch(kit, true, 40, isAsleep: true);
        Watch(kit, false, 3000);
        if (!isForgiven)
        {
            Finds("an opened kit is told", () => Watch(kit, false, KitInvariant.ToldMs, isRunning: true));
            return;
        }

        // Once only: then it runs, and knows its door.
        Watch(kit, false, 60000, isRunning: true);
        Watch(kit, true, 200, isRunning: true);
        Finds("an opened kit is told", () => Watch(kit, false, KitInvariant.ToldMs, isRunning: true));
    }

    [TestMethod]
    public void A_board_that_freezes_or_restarts_in_the_wrong_picture_is_found()
    {
        AlarmInvariant alarm = new(_timeline, _report);

        Finds("a frozen board is safe", () => alarm.Freeze(new OutputImage { LockRelease = true, HeaterOn = true }));
        Finds("a frozen board is safe", () => alarm.Freeze(new OutputImage { LockRelease = false }));
        Finds("no restart during an alarm", () => alarm.CheckRestart(new OutputImage { Beacon = true }));
        alarm.Freeze(new OutputImage { LockRelease = true });
        alarm.CheckRestart(new OutputImage());
    }

    [TestMethod]
    public void An_emergency_that_is_forgotten_or_closed_by_nobody_is_found()
    {
        MemoryInvariant memory = new(_report);
        memory.Begin(true);
        memory.Note(Event(1, 1, Severity.Emergency, EventKind.AedRemoved));
        CabinetState state = new() { IsRemovalOpen = true, NeedsInspection = true, Reasons = 1 };
        memory.Check(state);
        memory.NoteStored(true);
        memory.Begin(true);

        Finds("emergencies stay open until they are closed", () => memory.Check(new CabinetState { Reasons = 1 }));
        memory.Begin(false);
        memory.Check(new CabinetState { Reasons = 1 });
        memory.Begin(true);
        memory.Check(state);
        memory.Allow(CabinetRequest.Inspect);
        memory.Check(new CabinetState { Reasons = 1 });
    }

    [TestMethod]
    public void A_cabinet_that_is_ready_with_a_reason_or_in_a_mode_without_an_order_is_found()
    {
        MemoryInvariant memory = new(_report);
        memory.Begin(true);

        Finds("ready only without a reason", () => memory.Check(new CabinetState { IsTampered = true }));
        Finds("ready only without a reason", () => memory.Check(new CabinetState { Mode = OperatingMode.NotCommissioned }));
        Finds("nothing changes without an order", () => memory.Check(new CabinetState { Mode = OperatingMode.Drill, Reasons = 1 }));
        memory.Allow(CabinetRequest.StartDrill);
        memory.Check(new CabinetState { Mode = OperatingMode.Drill, Reasons = 1 });
    }

    [TestMethod]
    public void A_lock_that_holds_or_opens_when_it_must_not_is_found()
    {
        LockInvariant lockPin = new(_timeline, _report);
        lockPin.Check(false, true, false);
        Finds("the lock fails open", () => lockPin.Check(false, false, false));

        lockPin.Allow();
        Pass(1000);
        Finds("the lock opens for who may open it", () => lockPin.Check(false, true, false));
        lockPin.Check(true, true, false);
        Pass(LockInvariant.PulseMs);
        lockPin.Check(true, true, true);
        Finds("the lock holds while nobody may open it", () => lockPin.Check(true, true, false));
    }

    [TestMethod]
    public void Settings_that_nobody_gave_or_that_lower_the_security_are_found()
    {
        SettingsInvariant settings = new(_timeline, _report);
        settings.Begin(With(120), true);
        Finds("settings are confirmed or on trial", () => settings.Begin(With(300), true));

        CabinetConfiguration plain = With(120);
        plain.Broker.Tls = false;
        Finds("nothing lowers the security of the link from afar", () => settings.Begin(plain, true));
    }

    [TestMethod]
    public void Settings_kept_without_a_command_and_settings_never_taken_back_are_found()
    {
        SettingsInvariant settings = new(_timeline, _report);
        settings.Ask(300, false);
        settings.Accept();
        settings.Begin(With(300), true);
        Finds("new settings are kept only for a signed command", () => settings.Note(Event(1, 1, Severity.Info, EventKind.ConfigApplied)));

        Pass(2 * 3_600_000);
        settings.Check(false);
        settings.Check(true);
        Pass(60001);
        Finds("settings that nobody confirms are taken back", () => settings.Check(true));
        settings.Note(Event(1, 2, Severity.Maintenance, EventKind.ConfigReverted));
        settings.Check(true);
        Finds("settings are confirmed or on trial", () => settings.Begin(With(300), true));
    }

    [TestMethod]
    public void A_boot_that_goes_on_with_settings_that_nobody_gave_because_it_could_not_read_its_own_is_found()
    {
        SettingsInvariant settings = new(_timeline, _report);
        settings.Begin(With(300), false);
        Pass(360000);
        settings.Check(true);
        settings.Check(true, hasUntold: true);
        Pass(60000);
        settings.Check(true);
        Pass(1);
        Finds("settings that could not be read are read again", () => settings.Check(true));

        // An emergency that nobody takes puts it off for ten minutes of a boot, no longer.
        settings.Begin(With(300), false);
        for (int minute = 0; minute < 11; minute++)
        {
            Pass(60000);
            settings.Check(true, hasUntold: true);
        }

        Pass(1);
        Finds("settings that could not be read are read again", () => settings.Check(true, hasUntold: true));

        // Not while flash can't be read or somebody is alarmed, and not with those that it has.
        settings.Check(false);
        Pass(60000);
        settings.Check(true);
        settings.Begin(With(120), false);
        Pass(120_000);
        settings.Check(true);
    }

    [TestMethod]
    public void Confirmed_settings_stay_and_a_power_cut_may_leave_open_whether_they_were_confirmed()
    {
        SettingsInvariant settings = new(_timeline, _report);
        settings.Ask(300, false);
        settings.Accept();
        settings.Begin(With(300), true);
        settings.NoteCommand();
        settings.PowerLost();
        settings.Begin(With(300), true);
        settings.NoteCommand();
        settings.Note(Event(1, 1, Severity.Info, EventKind.ConfigApplied));

        settings.Begin(With(300), true);
        Finds("settings are confirmed or on trial", () => settings.Begin(With(120), true));
    }

    [TestMethod]
    public void A_boot_that_confirmed_settings_and_accepts_others_has_those_not_on_trial_yet()
    {
        SettingsInvariant settings = new(_timeline, _report);
        settings.Ask(300, false);
        settings.Accept();
        settings.Begin(With(300), true);
        settings.NoteCommand();
        settings.Note(Event(1, 1, Severity.Info, EventKind.ConfigApplied));
        Pass(2 * 3_600_000);
        settings.Ask(600, false);
        settings.Accept();
        settings.Check(true);
        settings.Begin(With(600), true);
        settings.Check(true);
        Pass(2 * 3_600_000);
        Finds("settings that nobody confirms are taken back", () => settings.Check(true));
    }

    [TestMethod]
    public void Only_a_boot_that_has_settings_which_lead_astray_may_stay_offline()
    {
        SettingsInvariant settings = new(_timeline, _report);
        settings.Ask(300, true);
        settings.Accept();
        Assert.IsFalse(settings.IsAway, "the boot that was asked still has the old ones");

        settings.Begin(With(300), true);
        Assert.IsTrue(settings.IsAway);
        Pass(1000);

        // Flash misread them: it is at home, and the calm counts from here.
        settings.Begin(With(120), false);
        Assert.IsFalse(settings.IsAway);
        Assert.AreEqual(_timeline.NowMs, settings.AwayUntilMs);
    }

    [TestMethod]
    public void A_kit_opened_for_a_moment_in_its_sleep_and_not_told_is_found()
    {
        KitInvariant kit = new(_timeline, _report);
        Watch(kit, false, 1000, isAsleep: true);
        Watch(kit, true, 40, isAsleep: true);
        Watch(kit, false, 3000);

        Finds("an opened kit is told", () => Watch(kit, false, KitInvariant.ToldMs, isRunning: true));
        kit.Note(Event(1, 1, Severity.Urgent, EventKind.KitOpened));
        Watch(kit, false, 60000, isRunning: true);
    }

    [TestMethod]
    public void A_contact_that_bounces_after_the_kit_was_told_open_does_not_open_it_anew()
    {
        KitInvariant kit = new(_timeline, _report);
        Watch(kit, false, 1000, isRunning: true);
        Watch(kit, true, 80, isRunning: true);
        kit.Note(Event(1, 1, Severity.Urgent, EventKind.KitOpened));
        Watch(kit, false, 20, isRunning: true);
        Watch(kit, true, 60000, isRunning: true);

        Watch(kit, false, 1000, isRunning: true);
        Watch(kit, true, 200, isRunning: true);
        Finds("an opened kit is told", () => Watch(kit, true, KitInvariant.ToldMs, isRunning: true));
    }

    [TestMethod]
    public void A_kit_that_was_open_before_its_board_slept_is_not_opened_anew()
    {
        KitInvariant kit = new(_timeline, _report);
        Watch(kit, true, 1000, isRunning: true);
        kit.Note(Event(1, 1, Severity.Urgent, EventKind.KitOpened));

        Watch(kit, true, 60000, isAsleep: true);
        Watch(kit, true, 60000, isRunning: true);
    }

    [TestMethod]
    public void A_command_that_is_carried_out_twice_unsigned_late_or_for_another_is_found()
    {
        SoakWorld world = new(false, _report, _timeline);
        ICommandExecutor executor = world.Registry.Watch(new Obedient());
        CommandArguments arguments = new();
        long endMs = world.Clock.StartUnixMs + 60000;
        world.Registry.Sign(SoakWorld.CabinetId, "locate", "{}", endMs);
        world.Registry.Sign("NM-0471-0002", "locate", "{}", endMs);
        executor.Execute("c-0", "locate", arguments, 0);

        Finds("a command is executed at most once", () => executor.Execute("c-0", "locate", arguments, 0));
        Finds("only what was signed is executed", () => executor.Execute("c-0", "unlock", arguments, 0));
        Finds("only what was signed is executed", () => executor.Execute("c-1", "locate", arguments, 0));
        world.Clock.IsKnown = true;
        Pass(60000);
        Finds("only what was signed is executed", () => executor.Execute("c-0", "locate", arguments, 0));
    }

    [TestMethod]
    public void A_command_in_order_that_is_not_let_through_or_never_answered_is_found()
    {
        SoakWorld world = new(false, _report, _timeline);
        ICommandExecutor executor = world.Registry.Watch(new Obedient());
        world.Registry.Sign(SoakWorld.CabinetId, "self-test", "{}", world.Clock.StartUnixMs + 60000);
        world.Clock.IsKnown = true;
        world.Registry.Await("self-test");
        Pass(10001);
        Finds("a command that is in order is let through", () => world.Registry.Check(true));

        executor.Knows("self-test");
        executor.Execute("c-0", "self-test", new CommandArguments(), 0);
        world.Registry.Check(true);
        Pass(CommandRegistry.AnsweredMs + 1);
        Finds("what was accepted is answered", () => world.Registry.Check(true));
        executor.TryTakeLateOutcome(out string _, out string _, out CommandOutcome _);
        world.Registry.Check(true);
    }

    [TestMethod]
    public void A_thread_that_stands_still_and_a_queue_without_end_are_found()
    {
        SoakWorld world = Running();
        System.Collections.Queue notices = (System.Collections.Queue)typeof(NoticeQueue)
            .GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Single(field => field.FieldType == typeof(System.Collections.Queue))
            .GetValue(world.Boot!.Exchange.Notices)!;
        for (int i = 0; i <= NoticeQueue.Capacity; i++)
        {
            notices.Enqueue(new object());
        }

        Finds("queues stay within bounds", world.Boot!.CheckBounds);

        SoakWorld still = Running();
        Finds("the watchdog is fed", () =>
        {
            for (int i = 0; i < 60; i++)
            {
                still.Timeline.NowMs += SupervisionTimeouts.PeriodMs;
                still.Boot!.StepOthers();
            }
        });
    }

    [TestMethod]
    public void A_link_that_does_not_come_back_is_found()
    {
        SoakWorld world = new(false, _report, _timeline);
        SoakRun.LinkJudge judge = new(world);
        world.Faults.IsOver = true;
        world.Broker.IsRefusing = true;

        Finds("online in time after the last fault", () =>
        {
            while (_timeline.NowMs < SoakRun.RecoveryMs + 10000)
            {
                world.Step();
                judge.Step();
            }
        });
    }

    [TestMethod]
    [DataRow("boot 1", "nothing throws")]
    [DataRow("boot.started", "no part ends the scan")]
    public void Whatever_is_thrown_is_found_where_it_was_thrown(string what, string invariant)
    {
        using Thrower thrower = new(what, invariant == "nothing throws" ? new InvalidOperationException()
            : new PartFailureException("a part"));

        Assert.AreEqual(invariant, SoakRun.Run(1, 1, thrower, null).Violation?.Invariant);
    }

    [TestMethod]
    public void A_part_that_ends_the_scan_is_found()
    {
        Assert.IsTrue(FirmwareBoot.IsOfPart(new PartFailureException("a part")));
        Assert.IsTrue(FirmwareBoot.IsOfPart(new OutOfMemoryException()));
        Assert.IsFalse(FirmwareBoot.IsOfPart(new NullReferenceException()), "a fault of the firmware's own is none of a part's");
    }

    [TestMethod]
    [DataRow("reads-fail,reads-fail", "given twice")]
    [DataRow("-power-cut,-power-cut", "given twice")]
    [DataRow("power-cuts", "no kind of fault")]
    public void A_wrong_list_of_faults_is_refused(string text, string problem) =>
        StringAssert.Contains(FaultKinds.WhyRefused(text, out FaultKinds _), problem);

    [TestMethod]
    [DataRow("all", 29)]
    [DataRow("none", 0)]
    [DataRow("power-cut,storm", 2)]
    [DataRow("-storm", 28)]
    [DataRow("none,storm", 1)]
    public void Faults_are_switched_on_by_name(string text, int count)
    {
        Assert.IsNull(FaultKinds.WhyRefused(text, out FaultKinds kinds));
        Assert.AreEqual(count, FaultKinds.Names.Count(kinds.IsOn));
        Assert.IsNull(FaultKinds.WhyRefused(kinds.Text, out FaultKinds again));
        Assert.AreEqual(kinds.Text, again.Text);
    }

    private static void Finds(string invariant, Action act) =>
        Assert.AreEqual(invariant, Assert.ThrowsExactly<InvariantViolation>(act).Invariant);

    private static CabinetEvent Event(int boot, int seq, Severity severity = Severity.Info, EventKind kind = EventKind.DoorOpened) =>
        new(kind, severity, boot, seq, seq * 1000L, OperatingMode.Normal, "\"compartment\":\"aed\"");

    private static string Json(int boot, int seq) =>
        $$$"""{"event":"door.opened","severity":"info","boot":{{{boot}}},"seq":{{{seq}}},"uptimeMs":{{{seq}}}000,"data":{"compartment":"aed"}}""";

    private static CabinetConfiguration With(int leftOpenSeconds)
    {
        CabinetConfiguration configuration = new() { IsCommissioned = true };
        configuration.Broker.Tls = true;
        configuration.Door.LeftOpenSeconds = leftOpenSeconds;
        return configuration;
    }

    private SoakWorld Running()
    {
        SoakWorld world = new(false, _report, new Timeline(null));
        world.Faults.IsOver = true;
        while (world.Boot == null)
        {
            world.Step();
        }

        return world;
    }

    private EventInvariant Ledger()
    {
        EventInvariant ledger = new(_timeline, _report);
        ledger.Begin(_queue, _queue, 1);
        return ledger;
    }

    private void Pass(long ms) => _timeline.NowMs += ms;

    private void Watch(KitInvariant kit, bool isOpen, int forMs, bool isAsleep = false, bool isRunning = false)
    {
        for (int ms = 0; ms < forMs; ms += Cabinet.ScanPeriodMs)
        {
            Pass(Cabinet.ScanPeriodMs);
            kit.Check(isOpen, isAsleep, isRunning);
        }
    }

    /// <summary>Does whatever it is told, and a self-test some time later.</summary>
    private sealed class Obedient : ICommandExecutor
    {
        public bool Knows(string name) => true;

        public string WhyBadArguments(string name, string args, out CommandArguments arguments)
        {
            arguments = new CommandArguments();
            return null!;
        }

        public CommandOutcome Execute(string id, string name, CommandArguments arguments, long nowMs) =>
            name == "self-test" ? CommandOutcome.Accepted : CommandOutcome.Done;

        public void Step(bool isOnline, long nowMs)
        {
        }

        public long DeadlineMs(long nowMs) => Deadline.Never;

        public bool TryTakeLateOutcome(out string id, out string name, out CommandOutcome outcome)
        {
            (id, name, outcome) = ("c-0", "self-test", CommandOutcome.Done);
            return true;
        }
    }

    /// <summary>Where the happenings are written, until one comes that makes it throw.</summary>
    private sealed class Thrower(string what, Exception exception) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value!.Contains(what, StringComparison.Ordinal))
            {
                throw exception;
            }
        }
    }
}
