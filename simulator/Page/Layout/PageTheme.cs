using MudBlazor;

namespace AedCabinet.Page.Layout;

/// <summary>The page's colours and letters. Every pair of text and ground has a contrast of 4.5:1 at least.</summary>
internal static class PageTheme
{
    private static readonly string[] s_letters =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Noto Sans CJK SC", "PingFang SC",
            "Microsoft YaHei", "sans-serif"];

    /// <summary>Gets the theme, light and dark.</summary>
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#00713c",
            Secondary = "#33566b",
            Tertiary = "#6a3d9a",
            Success = "#00713c",
            Warning = "#8a5a00",
            Error = "#b3121d",
            Info = "#1b5e91",
            Background = "#f3f5f4",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#17211c",
            TextPrimary = "#17211c",
            TextSecondary = "#52605a",
            TextDisabled = "#6b7771",
            ActionDefault = "#52605a",
            LinesDefault = "#dbe1de",
            LinesInputs = "#7d8a84",
            Divider = "#dbe1de",
            TableLines = "#dbe1de",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#4cc38a",
            PrimaryContrastText = "#06150d",
            Secondary = "#9db8c8",
            Tertiary = "#c7aef0",
            TertiaryContrastText = "#160a26",
            SecondaryContrastText = "#0c1418",
            Success = "#4cc38a",
            SuccessContrastText = "#06150d",
            Warning = "#f2b84b",
            WarningContrastText = "#1a1204",
            Error = "#ff8a84",
            ErrorContrastText = "#2b0606",
            Info = "#7fb8e6",
            InfoContrastText = "#06121c",
            Background = "#101513",
            Surface = "#18201d",
            AppbarBackground = "#18201d",
            AppbarText = "#e6ece9",
            TextPrimary = "#e6ece9",
            TextSecondary = "#a7b3ad",
            TextDisabled = "#8a968f",
            ActionDefault = "#a7b3ad",
            LinesDefault = "#2c3733",
            LinesInputs = "#74827b",
            Divider = "#2c3733",
            TableLines = "#2c3733",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = s_letters,
                FontSize = "0.9375rem",
                LineHeight = "1.5",
                LetterSpacing = "normal"
            },
            Button = new ButtonTypography
            {
                FontFamily = s_letters,
                TextTransform = "none",
                FontSize = "0.9375rem",
                FontWeight = "600",
                LetterSpacing = "normal"
            },
        },
    };
}
