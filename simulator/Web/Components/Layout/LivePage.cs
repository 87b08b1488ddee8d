using AedCabinet.Simulator.Cabinets;
using Microsoft.AspNetCore.Components;

namespace AedCabinet.Simulator.Web.Components.Layout;

/// <summary>A page that follows the cabinet as it changes, without drawing itself more often than anybody could see.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    // The sounder changes up to ten times a second; more renders than this show nobody anything.
    private static readonly TimeSpan s_renderInterval = TimeSpan.FromMilliseconds(50);

    // Temperatures, the AED's lights and the link have no event of their own.
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(200);

    private Timer? _poll;
    private int _isRenderPending;
    private bool _isDisposed;

    /// <summary>Gets or sets the page's text.</summary>
    [CascadingParameter]
    public required PageText Text { get; set; }

    /// <summary>Gets or sets the cabinets.</summary>
    [Inject]
    public required CabinetHost Cabinets { get; set; }

    /// <summary>Gets or sets which of them is shown.</summary>
    [Inject]
    public required ShownCabinet Shown { get; set; }

    /// <summary>Gets the cabinet shown.</summary>
    protected SimulatedCabinet Cabinet => Shown.Current;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops to follow.</summary>
    /// <param name="isDisposing">Whether it was disposed of.</param>
    protected virtual void Dispose(bool isDisposing)
    {
        _isDisposed = true;
        Cabinets.Changed -= RenderSoon;
        Shown.Changed -= RenderSoon;
        _poll?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        TakePicture();
        if (RendererInfo.IsInteractive)
        {
            Cabinets.Changed += RenderSoon;
            Shown.Changed += RenderSoon;
            _poll = new Timer(_ => RenderSoon(), null, s_pollInterval, s_pollInterval);
        }
    }

    /// <summary>Reads what the next render shows.</summary>
    protected abstract void TakePicture();

    /// <summary>Renders within a moment, once for all calls until then; from any thread.</summary>
    protected void RenderSoon()
    {
        if (Interlocked.Exchange(ref _isRenderPending, 1) == 0)
        {
            _ = InvokeAsync(RenderAsync);
        }
    }

    private async Task RenderAsync()
    {
        await Task.Delay(s_renderInterval);
        _isRenderPending = 0;
        if (!_isDisposed)
        {
            TakePicture();
            StateHasChanged();
        }
    }
}
