using Microsoft.VisualStudio.TestTools.UnitTesting;

// The stand-ins keep their settings in statics, as the device does.
[assembly: DoNotParallelize]
