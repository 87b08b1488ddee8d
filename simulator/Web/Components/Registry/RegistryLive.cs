using AedCabinet.Simulator.Registry;
using Microsoft.AspNetCore.Components;

namespace AedCabinet.Simulator.Web.Components.Registry;

/// <summary>A page that follows what the registry sees, without drawing itself more often than anybody could read.</summary>
public abstract class RegistryLive : ComponentBase, IDisposable
{
    private static readonly TimeSpan s_renderInterval = TimeSpan.FromMilliseconds(100);

    // Ages grow without any message.
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(500);

    private Timer? _timer;
    private int _isRenderPending;
    private bool _isDisposed;

    /// <summary>Gets or sets the page's text.</summary>
    [CascadingParameter]
    public required PageText Text { get; set; }

    /// <summary>Gets or sets the registry.</summary>
    [Inject]
    public required RegistryOffice Office { get; set; }

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
        Office.View.Changed -= RenderSoon;
        Office.Desk.Changed -= RenderSoon;
        _timer?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            Office.View.Changed += RenderSoon;
            Office.Desk.Changed += RenderSoon;
            _timer = new Timer(_ => RenderSoon(), null, s_tick, s_tick);
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => TakePicture();

    /// <summary>Reads what the next render shows.</summary>
    protected abstract void TakePicture();

    private void RenderSoon()
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
