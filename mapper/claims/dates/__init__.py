"""Arabic expressions of time, resolved to days.

An expression is resolved against the day of publication; "one day later" and "in the same month"
against the last time that the text told before it; what needs one that is unknown stays unresolved.
The rules:

D1   a date in numbers, common or Hijri: 2017-11-19, 19/11/2017, 15/9/1438هـ
D2   a day of a month: 19 نوفمبر 2017, الثامن من الشهر الجاري, 15 رمضان; days in a row: 3 و7 أيار
D3   a month, whole or a part of it: أكتوبر الماضي, مطلع نيسان 2019, العشر الأواخر من رمضان
D4   a year, a part of it, a decade: عام 2014, الربع الأول من العام الجاري, تسعينيات القرن الماضي
D5   a day with a name: اليوم الأحد, أمس, فجر الثلاثاء, الأحد المقبل
D6   a day told twice: of date, weekday and "today" the first that is there decides; the weekday
     chooses the year of a date without one, and one that contradicts the date is marked
D7   a length counted back from publication: قبل ثلاثة أيام, منذ أسبوعين, خلال الساعات الماضية
D8   a length counted from the last time told: وبعد يوم واحد, قبل ذلك بيومين, في اليوم التالي
D9   a season or a feast: صيف 2015, عيد الفطر
D10  from one time to another: من الأحد إلى الثلاثاء, بين عامي 2014 و2017
D11  "since" a time begins a state; "before", "after", "until" a time only bound what happened
D12  "earlier", "formerly" tell only that it was before
D13  a date in a name (ثورة 17 فبراير, روسيا اليوم) tells no time
"""

from mapper.claims.dates.expressions import TimeExpression, TimeRole, find_times

__all__ = ["TimeExpression", "TimeRole", "find_times"]
