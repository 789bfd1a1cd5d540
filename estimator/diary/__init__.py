"""The diary, and the verbs it is made of; `estimator.diary.diary.Diary` has them all."""
