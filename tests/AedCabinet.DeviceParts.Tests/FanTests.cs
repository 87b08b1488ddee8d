using AedCabinet.Climate;
using AedCabinet.Settings;
using nanoFramework.TestFramework;

namespace AedCabinet.DeviceParts.Tests
{
    [TestClass]
    public class FanTests
    {
        [TestMethod]
        public void The_fan_goes_on_above_40_and_off_below_38_degrees()
        {
            Fan fan = Fitted();

            fan.Update(true, 400);
            Assert.IsFalse(fan.IsOn);
            fan.Update(true, 401);
            Assert.IsTrue(fan.IsOn);
            fan.Update(true, 380);
            Assert.IsTrue(fan.IsOn);
            fan.Update(true, 379);
            Assert.IsFalse(fan.IsOn);
            fan.Update(true, 400);
            Assert.IsFalse(fan.IsOn);
        }

        [TestMethod]
        public void Without_a_temperature_the_fan_is_off_and_does_not_remember()
        {
            Fan fan = Fitted();
            fan.Update(true, 450);

            fan.Update(false, 450);
            Assert.IsFalse(fan.IsOn);
            fan.Update(true, 390);
            Assert.IsFalse(fan.IsOn);
        }

        [TestMethod]
        public void A_fan_that_is_not_fitted_is_never_on()
        {
            Fan fan = new Fan(new ClimateSettings());

            fan.Update(true, 600);
            Assert.IsFalse(fan.IsOn);
        }

        private static Fan Fitted()
        {
            ClimateSettings settings = new ClimateSettings();
            settings.FanFitted = true;
            return new Fan(settings);
        }
    }
}
