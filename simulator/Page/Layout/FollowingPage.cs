using AedCabinet.Page.Words;
using Microsoft.AspNetCore.Components;

namespace AedCabinet.Page.Layout;

/// <summary>A page that follows something as it changes, without drawing itself more often than anybody could see.</summary>
public abstract class FollowingPage : ComponentBase, IDisposable
{
    private Timer? _poll;
    private int _isRenderPending;
    private bool _isDisposed;

    /// <summary>Gets or sets the page's text.</summary>
    [CascadingParameter]
    public required PageText Text { get; set; }

    /// <summary>Gets how soon after a change it is drawn anew, once for all changes until then.</summary>
    protected abstract TimeSpan RenderInterval { get; }

    /// <summary>Gets how often it is drawn anew without any change that it is told of.</summary>
    protected abstract TimeSpan PollInterval { get; }

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
        Unfollow();
        _poll?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            Follow();
            _poll = new Timer(_ => RenderSoon(), null, PollInterval, PollInterval);
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => TakePicture();

    /// <summary>Has <see cref="RenderSoon"/> called after every change.</summary>
    protected abstract void Follow();

    /// <summary>Has it called no more.</summary>
    protected abstract void Unfollow();

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
        await Task.Delay(RenderInterval);
        _isRenderPending = 0;
        if (!_isDisposed)
        {
            TakePicture();
            StateHasChanged();
        }
    }
}
