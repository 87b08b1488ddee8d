using AedCabinet.Simulator.Physics;
using AedCabinet.Terminal;

namespace AedCabinet.Physics.Tests;

[TestClass]
public sealed class WeatherFileTests
{
    private const string Header = "time,outsideC,sunWm2,windMPerS\n";

    [TestMethod]
    public void Comments_blanks_and_a_missing_wind_are_fine()
    {
        using WeatherText text = new("# made up\r\n\r\n time , outsideC , sunWm2 \r\n# night\r\n00:00, -31.5 , 0\r\n");

        Weather weather = Weather.Load(text.File);

        Assert.AreEqual(new WeatherConditions(-31.5, 0, Weather.StandardWindMPerS), weather.At(0));
        Assert.AreEqual("weather", weather.Name);
    }

    [TestMethod]
    [DataRow("00:00,cold,0,2", 2, "column 2 (outsideC): \"cold\" is not a number; expected a temperature in °C from -70 to 60")]
    [DataRow("00:00,,0,2", 2, "column 2 (outsideC): \"\" is not a number; expected a temperature in °C from -70 to 60")]
    [DataRow("00:00,-70.1,0,2", 2, "column 2 (outsideC): \"-70.1\" is out of range; expected a temperature in °C from -70 to 60")]
    [DataRow("00:00,60.1,0,2", 2, "column 2 (outsideC): \"60.1\" is out of range; expected a temperature in °C from -70 to 60")]
    [DataRow("00:00,NaN,0,2", 2, "column 2 (outsideC): \"NaN\" is not a number; expected a temperature in °C from -70 to 60")]
    [DataRow("00:00,-30,-1,2", 2, "column 3 (sunWm2): \"-1\" is out of range; expected the sun on the front in W/m² from 0 to 1400")]
    [DataRow("00:00,-30,0,61", 2, "column 4 (windMPerS): \"61\" is out of range; expected the wind in m/s from 0 to 60")]
    [DataRow("24:00,-30,0,2", 2, "column 1 (time): \"24:00\" is not a time of day; expected 00:00 to 23:59, such as \"07:00\"")]
    [DataRow("7:00,-30,0,2", 2, "column 1 (time): \"7:00\" is not a time of day; expected 00:00 to 23:59, such as \"07:00\"")]
    [DataRow("01:00,-30,0,2", 2, "column 1 (time): the day begins at \"01:00\"; expected \"00:00\" in the first row")]
    [DataRow("00:00,-30,0,2\n00:00,-31,0,2", 3,
        "column 1 (time): \"00:00\" is not after the row before it; expected a time later than 00:00")]
    [DataRow("00:00,-30,0,2\n# noon\n12:00,-31,0,2\n11:59,-31,0,2", 5,
        "column 1 (time): \"11:59\" is not after the row before it; expected a time later than 12:00")]
    [DataRow("00:00,-30,0", 2, "column 4 (windMPerS): the row has 3 values; expected 4, as in the line of column names")]
    [DataRow("00:00,-30,0,2,9", 2, "column 5: the row has 5 values; expected 4, as in the line of column names")]
    public void A_wrong_row_is_named_with_what_would_be_right(string rows, int line, string problem) =>
    ExpectRefusal(Header + rows, $", line {line}, {problem}.");

    [TestMethod]
    [DataRow("time,celsius,sunWm2",
        "column 2 (outsideC): \"celsius\" is not the column's name; expected \"outsideC\" (the whole line: \"time,outsideC,sunWm2,"
            + "windMPerS\")")]
    [DataRow("00:00,-30,0,2",
        "column 1 (time): \"00:00\" is not the column's name; expected \"time\" (the whole line: \"time,outsideC,sunWm2,windMPerS\")")]
    [DataRow("time,outsideC",
        "column 3 (sunWm2): the column is missing; expected \"time,outsideC,sunWm2,windMPerS\"; only the wind may be left out")]
    [DataRow("time,outsideC,sunWm2,windMPerS,rain",
        "column 5: \"rain\" is not the column's name; expected no more than 4 columns (the whole line: \"time,outsideC,sunWm2,"
            + "windMPerS\")")]
    public void A_wrong_line_of_names_is_named_with_what_would_be_right(string header, string problem) =>
    ExpectRefusal(header + "\n00:00,-30,0,2\n", $", line 1, {problem}.");

    [TestMethod]
    [DataRow("", 0)]
    [DataRow("# nothing\n", 1)]
    [DataRow(Header, 1)]
    public void A_file_without_weather_is_refused(string text, int line) =>
        ExpectRefusal(text,
            $", line {line}: there is no row of weather; expected \"time,outsideC,sunWm2,windMPerS\" and rows such as \"00:00,-31.5,0,"
                + $"2.0\" below it.");

    [TestMethod]
    public void A_file_that_is_not_there_is_named()
    {
        UserErrorException exception = Assert.ThrowsExactly<UserErrorException>(
            () => Weather.Load(Path.Combine(AppContext.BaseDirectory, "nowhere.csv")));

        Assert.StartsWith("The weather can't be read: ", exception.Message);
        Assert.Contains("nowhere.csv", exception.Message);
        Assert.AreEqual(UserErrorException.WrongInput, exception.ExitCode);
    }

    private static void ExpectRefusal(string text, string message)
    {
        using WeatherText written = new(text);

        UserErrorException exception = Assert.ThrowsExactly<UserErrorException>(() => Weather.Load(written.File));

        Assert.AreEqual(written.File + message, exception.Message);
        Assert.AreEqual(UserErrorException.WrongInput, exception.ExitCode);
    }
}
