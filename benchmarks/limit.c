/* The means by person and week in one loop over the rows: what no library comes below. */
#include <stdint.h>

void means(int64_t rows, const int32_t *person, const int64_t *day, const int16_t *item,
           const double *quantity, int64_t first_day, int64_t days, int64_t periods, int64_t forms,
           const double *content, double *sums, uint8_t *eaten)
{
    for (int64_t row = 0; row < rows; row++) {
        int64_t cell = person[row] * periods + (day[row] - first_day) / days;
        const double *of_item = content + item[row] * forms;
        double *sum = sums + cell * forms;
        double grams = quantity[row];
        for (int64_t form = 0; form < forms; form++)
            sum[form] += grams * of_item[form];
        eaten[cell] = 1;
    }
}
