// Цей код є власністю студії і не може бути використаний без дозволу.

using System;

namespace Ferry {
    public interface IClock { }
}
