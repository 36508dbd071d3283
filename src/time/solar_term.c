#include "time/solar_term.h"

#include "base/clock.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>

/* From the earth's heliocentric longitude in VSOP87, as Meeus prints it (Astronomical
 * Algorithms, 2nd edition, appendix III): A * cos(B + C * tau), A in 1e-8 radians, tau in
 * thousands of years from J2000. Terms below 0.1" are left out; what is left is good to about
 * 1", 25 s of time; every day of a term from 1990 to 2059 was compared with a full ephemeris.
 */
struct wave {
    double a, b, c;
};

static const struct wave wave_0[] = {
    { 175347046, 0, 0 },
    { 3341656, 4.6692568, 6283.0758500 },
    { 34894, 4.62610, 12566.15170 },
    { 3497, 2.7441, 5753.3849 },
    { 3418, 2.8289, 3.5231 },
    { 3136, 3.6277, 77713.7715 },
    { 2676, 4.4181, 7860.4194 },
    { 2343, 6.1352, 3930.2097 },
    { 1324, 0.7425, 11506.7698 },
    { 1273, 2.0371, 529.6910 },
    { 1199, 1.1096, 1577.3435 },
    { 990, 5.233, 5884.927 },
    { 902, 2.045, 26.298 },
    { 857, 3.508, 398.149 },
    { 780, 1.179, 5223.694 },
    { 753, 2.533, 5507.553 },
    { 505, 4.583, 18849.228 },
    { 492, 4.205, 775.523 },
    { 357, 2.920, 0.067 },
    { 317, 5.849, 11790.629 },
    { 284, 1.899, 796.298 },
    { 271, 0.315, 10977.079 },
    { 243, 0.345, 5486.778 },
    { 206, 4.806, 2544.314 },
    { 205, 1.869, 5573.143 },
    { 202, 2.458, 6069.777 },
    { 156, 0.833, 213.299 },
    { 132, 3.411, 2942.463 },
    { 126, 1.083, 20.775 },
    { 115, 0.645, 0.980 },
    { 103, 0.636, 4694.003 },
    { 102, 0.976, 15720.839 },
    { 102, 4.267, 7.114 },
    { 99, 6.21, 2146.17 },
    { 98, 0.68, 155.42 },
    { 86, 5.98, 161000.69 },
    { 85, 1.30, 6275.96 },
    { 85, 3.67, 71430.70 },
    { 80, 1.81, 17260.15 },
    { 79, 3.04, 12036.46 },
    { 75, 1.76, 5088.63 },
    { 74, 3.50, 3154.69 },
    { 74, 4.68, 801.82 },
    { 70, 0.83, 9437.76 },
    { 62, 3.98, 8827.39 },
    { 61, 1.82, 7084.90 },
    { 57, 2.78, 6286.60 },
    { 56, 4.39, 14143.50 },
    { 56, 3.47, 6279.55 },
    { 52, 0.19, 12139.55 },
    { 52, 1.33, 1748.02 },
    { 51, 0.28, 5856.48 },
    { 49, 0.49, 1194.45 },
};

static const struct wave wave_1[] = {
    { 628331966747.0, 0, 0 },
    { 206059, 2.678235, 6283.075850 },
    { 4303, 2.6351, 12566.1517 },
    { 425, 1.590, 3.523 },
    { 119, 5.796, 26.298 },
    { 109, 2.966, 1577.344 },
    { 93, 2.59, 18849.23 },
    { 72, 1.14, 529.69 },
    { 68, 1.87, 398.15 },
    { 67, 4.41, 5507.55 },
    { 59, 2.89, 5223.69 },
    { 56, 2.17, 155.42 },
};

static const struct wave wave_2[] = {
    { 52919, 0, 0 },
    { 8720, 1.0721, 6283.0758 },
    { 309, 0.867, 12566.152 },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static double sum(const struct wave *waves, size_t count, double tau)
{
    double total = 0;
    for (size_t i = count; i > 0; i--) {
        total += waves[i - 1].a * cos(waves[i - 1].b + waves[i - 1].c * tau);
    }
    return total * 1e-8;
}

/* The sun's apparent longitude in degrees at a Julian ephemeris day, not reduced to 360. */
static double sun_longitude(double jde)
{
    static const double degree = 3.14159265358979323846 / 180;
    double tau = (jde - 2451545.0) / 365250.0, t = tau * 10;
    double earth = sum(wave_0, COUNT(wave_0), tau) + sum(wave_1, COUNT(wave_1), tau) * tau +
                   sum(wave_2, COUNT(wave_2), tau) * tau * tau;
    double anomaly = (357.52911 + 35999.05029 * t) * degree;
    double radius = 1.000001018 * (1 - 0.016708634 * 0.016708634) /
                    (1 + 0.016708634 * cos(anomaly + 0.0334 * sin(anomaly)));
    double node = (125.04452 - 1934.136261 * t) * degree;
    double sun = (280.4665 + 36000.7698 * t) * degree;
    double moon = (218.3165 + 481267.8813 * t) * degree;
    /* In seconds of arc: the turn to FK5, nutation, aberration. */
    double seconds = -0.09033 - 17.20 * sin(node) - 1.32 * sin(2 * sun) - 0.23 * sin(2 * moon) +
                     0.21 * sin(2 * node) - 20.4898 / radius;
    return earth / degree + 180 + seconds / 3600;
}

int solar_term_on(int year, int month, int day)
{
    /* Dynamical time was ahead of universal time by 64 to 70 s from 2000 on and hardly moves.
     */
    static const double ahead_days = 69.2 / 86400, china_days = 8.0 / 24;
    double midnight = 2440587.5 + (double)clock_days_from_civil(year, month, day) - china_days;
    int64_t before = (int64_t)floor(sun_longitude(midnight + ahead_days) / 15);
    int64_t after = (int64_t)floor(sun_longitude(midnight + 1 + ahead_days) / 15);
    return before == after ? -1 : (int)((after % 24 + 24) % 24);
}
