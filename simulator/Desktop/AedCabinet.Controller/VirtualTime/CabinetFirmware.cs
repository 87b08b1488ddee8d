using System;
using AedCabinet.Commands;
using AedCabinet.Events;
using AedCabinet.Platform;

namespace AedCabinet.Controller
{
    /// <content>What a virtual world looks on at; no board carries it (SPEC §3).</content>
    public abstract partial class CabinetFirmware
    {
        /// <summary>Gets how many events wait for the broker's acknowledgement.</summary>
        public int WaitingEvents => _outbox.Count;

        /// <summary>Gets how many of them flash does not hold yet.</summary>
        protected int FreshEvents => _outbox.FreshCount;

        /// <summary>Stands between the scan and where its events go.</summary>
        /// <param name="events">Where they go.</param>
        /// <returns>What the scan is given.</returns>
        protected virtual IEventSink Watch(IEventSink events) => events;

        /// <summary>Stands between the outbox and the link.</summary>
        /// <param name="events">The outbox.</param>
        /// <returns>What the link is given.</returns>
        protected virtual IEventSource Watch(IEventSource events) => events;

        /// <summary>Stands between the command gate and what executes.</summary>
        /// <param name="executor">What executes.</param>
        /// <returns>What the gate is given.</returns>
        protected virtual ICommandExecutor Watch(ICommandExecutor executor) => executor;

        /// <summary>Puts another in place of who knows the cabinet's key.</summary>
        /// <param name="authenticator">Who knows it.</param>
        /// <returns>What the gate is given.</returns>
        protected virtual IMessageAuthenticator Watch(IMessageAuthenticator authenticator) => authenticator;

        /// <summary>
        /// Whether what a part of the start throws in safe mode ends the boot as it does outside: then no fault is overlooked.
        /// </summary>
        /// <param name="exception">What it throws.</param>
        /// <returns><c>true</c> when it does; a board leaves the part out.</returns>
        protected virtual bool EndsStart(Exception exception) => false;

        partial void Intercept(ref IEventSink events) => events = Watch(events);

        partial void Intercept(ref IEventSource events) => events = Watch(events);

        partial void Intercept(ref ICommandExecutor executor) => executor = Watch(executor);

        partial void Intercept(ref IMessageAuthenticator authenticator) => authenticator = Watch(authenticator);

        partial void RethrowIfUnexpected(Exception exception)
        {
            if (EndsStart(exception))
            {
                throw exception;
            }
        }
    }
}
